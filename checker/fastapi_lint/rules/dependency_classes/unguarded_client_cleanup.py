"""A closing method uses a client that may never have been opened."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import (
    CLOSING,
    client_fields,
    is_dependency_class,
    is_own,
    methods,
)
from fastapi_lint.facts.code import CallSite, Class, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, is_constant, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CATCHING = (FrameKind.TRY, FrameKind.WITH)


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    optional = [f.name for f in client_fields(project, class_) if is_constant(f.value, None)]
    for method in (m for m in methods(project, class_) if m.name in CLOSING):
        for site in method.body.calls:
            name = next((n for n in optional if _is_on(site, n)), "")
            if name and not _is_asked(method, name) and not any(f.kind in _CATCHING for f in site.frames):
                yield Finding.of(site, method=method.name, field=name)


def _is_on(site: CallSite, name: str) -> bool:
    return isinstance(site.call.func, Attribute) and is_own(site.call.func.value, name)


def _is_asked(method: Function, name: str) -> bool:
    """Whether the method asks anywhere whether the client is there."""
    subjects = [f.subject for f in method.body.frames if f.subject is not None]
    return any(is_own(part, name) for subject in subjects for part in walk(subject))
