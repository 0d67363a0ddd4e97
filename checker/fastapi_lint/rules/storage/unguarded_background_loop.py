"""An endless loop of a storage service runs in every worker, without a file lock."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import Constant, Operation, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions
from fastapi_lint.facts.running.started import started_task
from fastapi_lint.facts.running.storage import package_sites, store_class, temp_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    roles = {"store": store_class(project, params.store), "temp-files": temp_class(project, params.temp_files)}
    yield from Finding.unless(any(roles.values()), "store or temporary files")
    for part, class_ in roles.items():
        for site, function in package_sites(project, class_) if class_ is not None else ():
            loop = started_task(project, site, function)
            if loop is None or not _is_endless(loop):
                continue
            around = (loop, *called_functions(project, loop), *([function] if function is not None else []))
            if not any(_locks(f) for f in around):
                yield Finding.of(site, part=part, loop=loop.name)


def _is_endless(function: Function) -> bool:
    """Whether it holds a `while` that tests nothing but a stop flag."""
    for frame in function.body.frames:
        if frame.kind is FrameKind.WHILE:
            subject = frame.subject
            if isinstance(subject, Constant) or (isinstance(subject, Operation) and subject.op == "not"):
                return True
    return False


def _locks(function: Function) -> bool:
    """Whether a lock is held or tried somewhere in the function."""
    items = [text(i).lower() for f in function.body.frames if f.kind is FrameKind.WITH for i in f.items]
    calls = [text(s.call.func).lower() for s in function.body.calls]
    return any(word in t for t in (*items, *calls) for word in ("lock", "leader", "acquire", "elect"))
