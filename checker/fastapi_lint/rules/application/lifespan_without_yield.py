"""A lifespan that never yields: the app cannot start."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding

_MANAGERS = ("asynccontextmanager", "contextmanager")


def check(hook: Hook) -> Iterator[Finding]:
    function = hook.function
    if hook.kind != "lifespan" or function.is_generator:
        return
    names = [d.target.rpartition(".")[2] for d in function.decorators]
    managed = any(n in _MANAGERS for n in names)
    if managed or (function.is_async and not names):
        yield Finding.of(function, function=function.name)
