"""Which routes create a resource, as far as their names say."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from fastapi_lint.facts.naming import words

if TYPE_CHECKING:
    from fastapi_lint.facts.web import Route

_NO_RESOURCE = frozenset({"token", "tokens", "session", "sessions", "login", "url", "link", "job", "task", "report",
                          "preview", "search"})  # fmt: skip


def creates(route: Route, verbs: Collection[str]) -> bool:
    """Whether a POST's handler is called after a creation that leaves a resource behind."""
    name = words(route.function.name)
    return route.methods == ("POST",) and bool(name) and name[0] in verbs and not _NO_RESOURCE & set(name)
