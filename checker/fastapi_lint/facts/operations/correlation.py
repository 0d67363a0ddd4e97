"""How a service treats the correlation id of a request."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from fastapi_lint.facts.code import Body, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Sequence, Subscript, string, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.vocabulary import imports_any, modules_with, speaks_of
from fastapi_lint.facts.project import Project

_LIBRARIES = ("asgi_correlation_id", "starlette_context", "dockerflow.fastapi", "fastapi_correlation_id",
              "starlette_request_id", "fastapi_request_id", "correlation_id")  # fmt: skip
_GENERATORS = re.compile(r"(?i)uuid[1-8]?$|ulid|nanoid|token_hex|token_urlsafe|xid|ksuid")
_IN_RECORDS = re.compile(
    r"(?i)bind_contextvars|merge_contextvars|contextualize|setLogRecordFactory|CorrelationIdFilter|RequestIdLogFilter|"
    r"RequestIdFilter|%\((?:request|correlation|trace)_?id\)|extra\[(?:request|correlation|trace)_id\]"
)
_ID = re.compile(r"(?i)(?:request|correlation|trace)_?id$")


def library_handles_id(service: Service) -> bool:
    """Whether a library takes the id over, makes one and returns it."""
    return imports_any(service.application_modules(), _LIBRARIES)


def id_modules(service: Service, headers: Collection[str]) -> tuple[Module, ...]:
    """The modules that name one of the headers, as text, as bytes or by a constant of another module."""
    names = re.compile("^(?:" + "|".join(re.escape(h) for h in sorted(headers)) + ")$", re.IGNORECASE)
    found = modules_with(service.project, service.application_modules(), names)
    wanted = {header.lower() for header in headers}
    others = (m for m in service.application_modules() if _imports_name(m, service.project, wanted))
    return tuple(dict.fromkeys((*found, *others)))


def _imports_name(module: Module, project: Project, wanted: Collection[str]) -> bool:
    """Whether the module imports a constant that holds one of the headers."""
    values = (getattr(project.value(i.target), "value", None) for i in module.imports)
    return any(isinstance(value, str) and value.lower() in wanted for value in values)


def modules_that_name_id(service: Service) -> Iterator[Module]:
    """The modules that have a name such as `request_id`."""
    return modules_with(service.project, service.application_modules(), _ID)


def reads_header(module: Module, project: Project, headers: Collection[str]) -> bool:
    """Whether the module takes the header's value from a request."""
    for site, function in module.sites():
        named = any(_is_header(a.value, function, project, headers) for a in site.call.args)
        if named and (site.call.method in ("get", "getlist", "Header") or site.call.keyword("alias") is not None):
            return True
    for body, function in _bodies(module):
        written = {id(t) for a in body.assigns for t in a.targets}
        for part in body.parts():
            if not isinstance(part, Subscript) or id(part) in written:
                continue
            if any(_is_header(i, function, project, headers) for i in part.index):
                return True
    return False


def generates_id(module: Module) -> bool:
    """Whether the module makes ids."""
    targets = (site.target or site.call.method for site, _ in module.sites())
    given = (getattr(a.value, "target", "") for site, _ in module.sites() for a in site.call.args)
    return any(_GENERATORS.search(t.rpartition(".")[2]) for t in (*targets, *given))


def echoes_header(module: Module, project: Project, headers: Collection[str]) -> bool:
    """Whether the module puts the header on a response."""
    for body, function in _bodies(module):
        named = [i for a in body.assigns for t in a.targets if isinstance(t, Subscript) for i in t.index]
        named += [e for whole in body.expressions() for part in walk(whole) for e in _named_by(part)]
        if any(_is_header(e, function, project, headers) for e in named):
            return True
    return False


def _named_by(part: Expr) -> Iterator[Expr]:
    """What a pair, a dict or a call that adds a header names."""
    match part:
        case Sequence(items=(first, _), kind="(" | "["):
            yield first
        case Mapping(items=pairs):
            yield from (key for key, _ in pairs if key is not None)
        case Call(args=args) if part.method in ("append", "setdefault", "add_header", "update"):
            yield from (a.value for a in args)
        case _:
            return


def reaches_records(service: Service) -> bool:
    """Whether log records get the id: by a filter, a factory, bound context, or as a field of the calls."""
    modules = tuple(service.application_modules())
    if speaks_of(service.project, modules, _IN_RECORDS):
        return True
    bodies = [body for module in modules for body, _ in _bodies(module)]
    targets = (t for body in bodies for a in body.assigns for t in a.targets if isinstance(t, Attribute))
    if any(_ID.search(t.attr) and getattr(t.value, "id", "") == "record" for t in targets):
        return True
    if any(_writes_id(function) for module in modules for function in module.functions):
        return True
    return any(_binds(site.call) for body in bodies for site in body.calls)


def _writes_id(function: Function) -> bool:
    """Whether a formatter's method adds the id to what it makes of a record: `line["request_id"] = …`."""
    if function.param("record") is None:
        return False
    targets = (t for a in function.body.assigns for t in a.targets if isinstance(t, Subscript))
    return any(_ID.search(string(index) or "") for target in targets for index in target.index)


def _binds(call: Call) -> bool:
    """Whether the call gives the id to records: `bind(request_id=…)`, `extra={"request_id": …}`."""
    extra = call.keyword("extra")
    keys = [string(key) or "" for key, _ in extra.items] if isinstance(extra, Mapping) else []
    keys += [a.keyword for a in call.args] if call.method in ("bind", "configure", "patch") else []
    return any(_ID.search(key) for key in keys)


def _bodies(module: Module) -> Iterator[tuple[Body, Function | None]]:
    yield module.top, None
    for function in module.functions:
        yield function.body, function


def _is_header(expr: Expr, function: Function | None, project: Project, headers: Collection[str]) -> bool:
    known = project.constant(expr, function)
    text = known.decode("latin-1") if isinstance(known, bytes) else known
    return isinstance(text, str) and text.lower() in headers
