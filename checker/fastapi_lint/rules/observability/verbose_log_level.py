"""The log level without any configuration is not the wanted one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Class, Field, FrameKind, Module
from fastapi_lint.facts.expression import Call, Constant, Expr, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_NUMBERS = {5: "TRACE", 10: "DEBUG", 20: "INFO", 30: "WARNING", 40: "ERROR", 50: "CRITICAL"}
_ROOTS = frozenset({"logging.root", "logging.getLogger"})
_SWITCHED = frozenset({FrameKind.IF, FrameKind.ELSE, FrameKind.MATCH, FrameKind.EXCEPT})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for class_ in module.classes:
        if project.hierarchy.is_settings(class_):
            for field in _own_levels(class_):
                level = _level(_default(field.value))
                if level not in ("", params.level):
                    yield Finding.of(field, level=level, wanted=params.level)
    for site, _ in module.sites():
        level = _level(_set_by(site, project))
        if level not in ("", params.level) and not any(f.kind in _SWITCHED for f in site.frames):
            yield Finding.of(site, level=level, wanted=params.level)


def _own_levels(class_: Class) -> tuple[Field, ...]:
    """The settings of the service's level: one called only that, else those that may be, of libraries perhaps."""
    found = tuple(f for f in class_.fields if f.name.lower().endswith(("log_level", "logging_level", "loglevel")))
    plain = tuple(f for f in found if f.name.lower() in ("log_level", "logging_level", "loglevel"))
    return plain or found


def _set_by(site: CallSite, project: Project) -> Expr | None:
    """The level that the call gives to the root logger."""
    call = site.call
    if project.follow(call.target) == "logging.basicConfig":
        return call.keyword("level")
    receiver = getattr(call.func, "value", None) if call.method == "setLevel" else None
    if isinstance(receiver, Call) and receiver.target == "logging.getLogger" and not receiver.args:
        return call.argument(0, "level")
    return call.argument(0, "level") if receiver is not None and target_of(receiver) == "logging.root" else None


def _default(value: Expr | None) -> Expr | None:
    """A field's default, through `Field(…)`."""
    return value.argument(0, "default") if isinstance(value, Call) else value


def _level(expr: Expr | None) -> str:
    """The level's name; "" for none or an unknown one."""
    if isinstance(expr, Constant):
        name = _NUMBERS.get(expr.value, "") if isinstance(expr.value, int) else str(expr.value).upper()
    else:
        target = target_of(expr)
        name = target.rpartition(".")[2] if target.startswith("logging.") else ""
    name = "WARNING" if name == "WARN" else name
    return name if name in _LEVELS else ""
