"""Which routes create a resource, as far as their names say."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from fastapi_lint.facts.naming import words

if TYPE_CHECKING:
    from fastapi_lint.facts.web import Route

_NO_RESOURCE = frozenset({"token", "tokens", "session", "sessions", "login", "url", "link", "preview",
                          "search"})  # fmt: skip


def creates(route: Route, verbs: Collection[str], besides: Collection[str] = ()) -> bool:
    """Whether a POST's handler is called after a creation of something, `besides` what these words name."""
    name = words(route.function.name)
    return (
        route.methods == ("POST",) and bool(name) and name[0] in verbs and not _NO_RESOURCE.union(besides) & set(name)
    )
