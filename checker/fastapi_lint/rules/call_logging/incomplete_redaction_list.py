"""A list of what is masked in logs lacks a name, or masks with another text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Assign, Field, Function, Module, Role
from fastapi_lint.facts.expression import Call, Conditional, Expr, Sequence, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_MASKING = ("redact", "sensitive", "mask", "sanitiz", "sanitis", "secret", "pii", "scrub")
_MASKS = frozenset("*#x•·-")


def check(project: Project, params: Params) -> Iterator[Finding]:
    lists = [
        found for m in project.modules.values() if m.role is Role.APPLICATION for found in _lists(m, params.groups)
    ]
    listed = {name for _, _, names in lists for name in names}
    yield from Finding.unless(lists, "list of names to mask")
    for part, wanted in params.groups.items():
        missing = [f"`{w}`" for w in wanted if _plain(w) not in listed]
        holders = [(fact, name) for fact, name, names in lists if names & {_plain(w) for w in wanted}]
        holders = holders or [(f, n) for f, n, names in lists if names & {_plain(w) for w in _related(part, params)}]
        if missing and holders:
            fact, name = holders[0]
            yield Finding.of(fact, part=part, list=name, problem=f"does not hold {', '.join(missing)}")
    for function in project.functions.values():
        other = _mask(function) if params.mask and function.name.lower().strip("_").startswith(_MASKING) else ""
        if other and other != params.mask:
            problem = f"masks with `{other}`, not with `{params.mask}`"
            yield Finding.of(function, part="mask", list=function.name, problem=problem)


def _related(part: str, params: Params) -> tuple[str, ...]:
    """The names of the first group: where a further group of headers belongs when no list holds any of it."""
    first = next(iter(params.groups))
    return params.groups[first] if part not in (first, "fields") else ()


def _lists(module: Module, groups: dict[str, tuple[str, ...]]) -> Iterator[tuple[Assign | Field, str, set[str]]]:
    known = {_plain(n) for names in groups.values() for n in names}
    bound: list[tuple[Assign | Field, str, Expr | None]] = [
        (a, a.names[0], a.value) for a in module.top.assigns if len(a.names) == 1
    ]
    bound += [(f, f.name, f.value) for c in module.classes for f in c.fields]
    for fact, name, value in bound:
        names = {_plain(n) for n in _texts(value)}
        if any(word in name.lower() for word in _MASKING) and names & known and "query" not in name.lower():
            yield fact, name, names


def _texts(value: Expr | None) -> Iterator[str]:
    if isinstance(value, Call) and value.method in ("frozenset", "set", "tuple", "list", "field") and value.args:
        value = value.args[0].value
    if isinstance(value, Sequence):
        yield from (text for item in value.items if (text := string(item)) is not None)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _mask(function: Function) -> str:
    """The text that a masking function puts in place of a value."""
    chosen = (s for part in function.body.parts() if isinstance(part, Conditional) for s in (part.body, part.orelse))
    bound = (assign.value for assign in function.body.assigns)
    returned = (statement.value for statement in function.body.returns)
    texts = (string(value) for value in chain(chosen, bound, returned))
    return next((text for text in texts if text is not None and _is_mask(text)), "")


def _is_mask(text: str) -> bool:
    return bool(text) and (
        set(text) <= _MASKS or any(w in text.lower() for w in ("redact", "mask", "hidden", "filter"))
    )
