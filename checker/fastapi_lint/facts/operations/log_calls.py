"""Which calls write a log record, and what of their arguments ends up in it as text."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Conditional,
    Expr,
    FString,
    Mapping,
    Name,
    Operation,
    Sequence,
    string,
)
from fastapi_lint.facts.project import Project

LEVELS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log", "trace", "success"}
    | {f"a{level}" for level in ("debug", "info", "warning", "error", "exception", "critical")}
)
_BINDING = frozenset({"bind", "contextualize", "bind_contextvars"})
_LOGGER_TYPES = frozenset({"logging.Logger", "logging.LoggerAdapter", "loguru.Logger", "structlog.BoundLogger"})
_NOT_LOGGED = frozenset({"exc_info", "stack_info", "stacklevel"})
_TEXTS = frozenset({"builtins.str", "builtins.repr", "builtins.format", "builtins.dict", "json.dumps"})


def log_sites(module: Module, project: Project) -> Iterator[tuple[CallSite, Function | None]]:
    """Every call of the module that writes a log record or binds values to later ones."""
    for site, function in module.sites():
        if is_log_call(site.call, function, project):
            yield site, function


def is_log_call(call: Call, function: Function | None, project: Project) -> bool:
    """Whether the call is a method of a logger, known by the variable's name or by its class."""
    if not isinstance(call.func, Attribute) or call.method not in LEVELS | _BINDING:
        return False
    receiver = call.func.value
    if isinstance(receiver, Call):
        return _names_logger(receiver.method) or is_log_call(receiver, function, project)
    name = receiver.attr if isinstance(receiver, Attribute) else getattr(receiver, "id", "")
    return _names_logger(name) or project.types.of(receiver, function) in _LOGGER_TYPES


def _names_logger(name: str) -> bool:
    plain = name.lower().strip("_")
    return plain in ("log", "logging", "structlog", "loguru") or plain.endswith(("logger", "_log"))


def logged_values(call: Call) -> Iterator[Expr]:
    """The values that a log call turns into text: placeholders' arguments, fields, `extra`, parts of f-strings."""
    for arg in call.args:
        if arg.keyword not in _NOT_LOGGED:
            yield from _as_text(arg.value)


def _as_text(expr: Expr) -> Iterator[Expr]:
    match expr:
        case FString(values=values):
            parts: tuple[Expr, ...] = values
        case Operation(op="+" | "%" | "or", operands=operands):
            parts = operands
        case Sequence(items=items):
            parts = items
        case Mapping(items=pairs):
            parts = tuple(value for _, value in pairs)
        case Conditional(body=body, orelse=orelse):
            parts = (body, orelse)
        case Call() if expr.target in _TEXTS or (expr.method == "format" and isinstance(expr.func, Attribute)
                                                 and string(expr.func.value) is not None):  # fmt: skip
            parts = tuple(arg.value for arg in expr.args)
        case _:
            yield expr
            return
    for part in parts:
        yield from _as_text(part)


def last_name(expr: Expr) -> str:
    """The name that a value goes by: `email` for `user.email` and for `email`; "" for anything else."""
    return expr.attr if isinstance(expr, Attribute) else expr.id if isinstance(expr, Name) else ""
