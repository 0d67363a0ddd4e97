"""A log entry holds a whole payload, a picture or a file."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes, log_calls
from fastapi_lint.facts.code import Assign, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Await,
    Call,
    Expr,
    FString,
    Mapping,
    Name,
    Sequence,
    string,
    text,
    walk,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_READERS = ("body", "read", "json", "form")
_WHOLE = ("text", "content")
_CLIENTS = ("httpx.", "aiohttp.", "requests.")


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    for site in log_calls(function):
        for value, key in _logged(site.call):
            if "base64" in key or "b64" in key:
                yield Finding.of(site, part="base64", call=text(site.call.func), what=f"`{key}`")
                break
            part, what = _payload(project, value, function, params.names)
            if part:
                yield Finding.of(site, part=part, call=text(site.call.func), what=what)
                break
    owners = {c.symbol for c in hook_classes(project, "result_processor", "ResultProcessor")}
    if function.in_class and function.symbol.rpartition(".")[0] in owners:
        for value, assign in _contexts(function):
            if isinstance(value, Attribute) and value.attr in _WHOLE:
                what = f"`{text(value)}` uncut"
                yield Finding.of(assign, part="truncation", call=function.name, what=what)


def _logged(call: Call) -> Iterator[tuple[Expr, str]]:
    """Every value of an entry with its field: arguments, `extra`, parts of an f-string."""
    for arg in call.args:
        if isinstance(arg.value, Mapping):
            yield from ((value, (string(key) or "").lower()) for key, value in arg.value.items)
        elif isinstance(arg.value, FString):
            yield from ((value, "") for value in arg.value.values)
        else:
            yield arg.value, arg.keyword.lower()


def _payload(project: Project, value: Expr, function: Function, names: tuple[str, ...]) -> tuple[str, str]:
    if any(isinstance(p, Call) and p.method == "b64encode" for p in walk(value)):
        return "base64", "a base64 text"
    if isinstance(value, Await) and isinstance(value.value, Call) and value.value.method in _READERS:
        return "content", f"what `{value.value.method}` returns"
    if isinstance(value, Name) and not value.target:
        param = function.param(value.id)
        raw = param is not None and project.types.named(param.annotation) == "builtins.bytes"
        return ("content", f"`{value.id}`") if raw or value.id in names else ("", "")
    if isinstance(value, Attribute) and value.attr in _WHOLE:
        return ("content", f"`{text(value)}`") if _is_answer(project, value.value, function) else ("", "")
    if isinstance(value, Sequence):
        found = [_payload(project, item, function, names) for item in value.items]
        return next((f for f in found if f[0]), ("", ""))
    return "", ""


def _is_answer(project: Project, owner: Expr, function: Function) -> bool:
    """Whether a value is what an HTTP client has received."""
    if project.types.of(owner, function).endswith(".Response"):
        return True
    bound = [a.value for a in function.body.assigns if isinstance(owner, Name) and a.names == (owner.id,)]
    calls = [v.value if isinstance(v, Await) else v for v in bound]
    clients = [c.func.value for c in calls if isinstance(c, Call) and isinstance(c.func, Attribute)]
    return any(project.types.of(client, function).startswith(_CLIENTS) for client in clients)


def _contexts(function: Function) -> Iterator[tuple[Expr, Assign]]:
    """What a processor puts into the context of an entry."""
    for assign in function.body.assigns:
        values = [v for _, v in assign.value.items] if isinstance(assign.value, Mapping) else [assign.value]
        written = not isinstance(assign.targets[0], Name) or isinstance(assign.value, Mapping)
        yield from ((v, assign) for v in values if v is not None and written)
