"""A worker's task writes without any guard against running twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function, Module
from fastapi_lint.facts.expression import Call, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_GUARD = re.compile(
    r"(?i)idempot|dedup|already|processed|unique|exists|lock|on_conflict|upsert|merge|get_or_create|setnx"
)
_WRITES = frozenset(
    {"add", "add_all", "insert", "bulk_save_objects", "post", "send", "sendmail", "send_mail", "charge"}
)


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for function in module.functions:
        if _is_task(function, project, params) and (write := _first_write(function)) and not _is_guarded(function):
            yield Finding.of(function, task=function.name, write=write)


def _is_task(function: Function, project: Project, params: Params) -> bool:
    for decorator in function.decorators:
        target = project.follow(decorator.target)
        owner = target.rpartition(".")[0]
        made = project.value(owner)
        if target in params.decorators:
            return True
        if target.endswith((".task", ".actor")) and isinstance(made, Call) and made.target in params.queues:
            return True
    return False


def _first_write(function: Function) -> str:
    return next((s.call.method for s in function.body.calls if s.call.method in _WRITES), "")


def _is_guarded(function: Function) -> bool:
    """Whether the task checks anything before it writes, or names a guard."""
    if any(f.kind is FrameKind.IF for f in function.body.frames):
        return True
    words = [p.name for p in function.params]
    for whole in function.body.expressions():
        for part in walk(whole):
            words += [str(v) for a in ("id", "attr", "value") if isinstance(v := getattr(part, a, None), str)]
            words += [a.keyword for a in part.args] if isinstance(part, Call) else []
    return any(_GUARD.search(word) for word in words)
