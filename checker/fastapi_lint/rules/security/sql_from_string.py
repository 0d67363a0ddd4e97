"""SQL is put together from text that the statement does not control."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.data import ClientData
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.constants import Unknown
from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Name, Operation, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.own_text import is_own_text
from fastapi_lint.facts.stored.sql_text import Written, written_values
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_SQL = ("sqlalchemy.", "sqlmodel.")


def check(project: Project, params: Params) -> Iterator[Finding]:
    clients: dict[Anchor, ClientData] = {c.at: c.data for c in project.client_calls if c.call.method in params.methods}
    for function in (function for module in project.modules.values() for function in module.functions):
        for site in function.body.calls:
            if site.call.method not in params.methods:
                continue
            written = written_values(_statement(site.call), function)
            bad = next((w for w in written if _is_bad(project, w, function, clients.get(site.at))), None)
            value = bad.value if bad is not None else _given(site.call, clients.get(site.at))
            if value is not None:
                yield Finding.of(site, call=text(site.call), value=_shown(value))


def _given(call: Call, client: ClientData | None) -> Expr | None:
    """The whole statement, where the client writes it: `text(order)` with a query parameter `order`."""
    value = _statement(call) if call.target.startswith(_SQL) and call.method == "text" else None
    return value if client is not None and value is not None and client.of(value) is not None else None


def _statement(call: Call) -> Expr | None:
    """The SQL argument; `text(…)` inside it is a call of its own."""
    value = call.argument(0)
    for name in ("statement", "sql", "query"):
        value = value if value is not None else call.keyword(name)
    return None if isinstance(value, Call) and value.method == "text" else value


def _is_bad(project: Project, written: Written, function: Function, client: ClientData | None) -> bool:
    value = written.value
    if project.constant(value, function) is not Unknown:
        return False
    if client is not None and client.of(value) is not None:
        return True
    if written.place == "name" or _is_upper(value) or _is_placeholders(value, function):
        return False
    type_ = _type(project, value, function)
    suspect = type_ == "builtins.str" or (written.place == "quoted" and type_ == "")
    return suspect and not is_own_text(project, value, function)


def _type(project: Project, value: Expr, function: Function) -> str:
    if isinstance(value, FString):
        return "builtins.str"
    if isinstance(value, Call) and value.target in ("builtins.int", "builtins.len", "builtins.float", "builtins.repr"):
        return "builtins.int"
    if isinstance(value, Operation):
        return "builtins.int"
    return project.types.of(value, function)


def _is_placeholders(value: Expr, function: Function) -> bool:
    """Whether it is made of `?` or `%s` alone: `", ".join("?" * n)`."""
    if isinstance(value, Name) and not value.target:
        values = [a.value for a in function.body.assigns if a.names == (value.id,)]
        return len(values) == 1 and values[0] is not None and _is_placeholders(values[0], function)
    return isinstance(value, Call) and value.method == "join" and string(getattr(value.func, "value", None)) is not None


def _is_upper(value: Expr) -> bool:
    """Whether it is written as a constant or a member of an enumeration, though its value is not known here."""
    if isinstance(value, Attribute) and value.attr in ("value", "name") and isinstance(value.value, Attribute):
        value = value.value
    last = value.id if isinstance(value, Name) else getattr(value, "attr", "")
    return bool(last) and last.isupper()


def _shown(value: Expr) -> str:
    shown = text(value)
    return "…" if "…" in shown and len(shown) < 3 else shown
