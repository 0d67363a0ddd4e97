"""Which middleware closes the transient services of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.injection.wiring import Wiring

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_WORDS = ("finali", "transient", "teardown", "destroy", "cleanup", "scope")


def is_finalizer(project: Project, target: str, found: Wiring) -> bool:
    """Whether a middleware class calls a closing method of the container, or says so in its name."""
    class_ = project.class_(target)
    if class_ is None:
        return False
    if any(word in class_.name.lower() for word in ("finaliz", "transient")):
        return True
    own = f"{found.container.class_.symbol}."
    for name in class_.methods:
        method = project.functions.get(f"{class_.symbol}.{name}")
        for site in method.body.calls if method is not None else ():
            called = project.types.callee(site.call, method)
            if called.startswith(own) and any(word in site.call.method for word in _WORDS):
                return True
    return False
