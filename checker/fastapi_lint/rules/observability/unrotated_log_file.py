"""A log file grows or is kept for ever."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.constants import Unknown
from fastapi_lint.facts.expression import Call, Expr, text
from fastapi_lint.facts.operations.log_sinks import FileSink, file_sinks
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_ROTATING = frozenset({"logging.handlers.RotatingFileHandler", "logging.handlers.TimedRotatingFileHandler"})
_STOCK = frozenset({"logging.FileHandler", "basicConfig(filename=…)"})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for sink in file_sinks(module, project):
        call = sink.site.call
        if sink.loguru and not call.has_star:
            for part, wanted in (("rotation", params.rotation), ("retention", params.retention)):
                if not _fits(call.keyword(part), wanted, project):
                    yield _lacks(sink, part, _shown(call.keyword(part)), wanted)
        elif sink.handler in _STOCK:
            yield _lacks(sink, "rotation", "none", params.rotation)
        elif call.target in _ROTATING and not call.has_star and call.argument(4, "backupCount") is None:
            yield _lacks(sink, "retention", "no `backupCount`", params.retention)


def _lacks(sink: FileSink, part: str, given: str, wanted: str) -> Finding:
    return Finding.of(sink, part=part, what=part, given=given, wanted=wanted or "any limit")


def _fits(value: Expr | None, wanted: str, project: Project) -> bool:
    """Whether the argument is given, and is the wanted text where it can be read."""
    if value is None:
        return False
    known = project.constant(value)
    return isinstance(value, Call) or known is Unknown or not wanted or _same(known, wanted)


def _same(known: object, wanted: str) -> bool:
    daily = ("1 day", "24 hours", "daily", "00:00", "0:00", "midnight")
    return (
        str(known) == wanted
        or (wanted == "1 day" and str(known) in daily)
        or (wanted == "7 days" and str(known) in ("1 week", "7 day"))
    )


def _shown(value: Expr | None) -> str:
    return "none" if value is None else text(value)
