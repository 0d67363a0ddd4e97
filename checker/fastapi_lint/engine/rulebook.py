"""Pairs each active rule with the function that checks it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from fastapi_lint.catalog.params import Params
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.model.errors import CatalogError
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.record import Record

Check: TypeAlias = Callable[..., Iterator[Finding]]

_FACTS = "fastapi_lint.facts."
_EXTRAS = {"project": "Project", "params": "Params", "module": "Module"}


class ActiveRule(Record, eq=True):
    """A rule ready to run: `kind` is the class of fact that `check` takes first, `extras` what it asks for by name.

    `extras` is a subset of `project`, `params` and `module`.
    """

    rule: Rule
    check: Check
    kind: type
    params: Params
    extras: tuple[str, ...]


def pair(rules: Iterable[Rule]) -> tuple[ActiveRule, ...]:
    """The rules that have a module, each with its function; CatalogError lists every function that is wrong."""
    active: list[ActiveRule] = []
    problems: list[str] = []
    for rule in rules:
        if not rule.has_module:
            continue
        try:
            active.append(_active(rule))
        except _CheckError as error:
            problems.append(f"{_module_name(rule)}: {error}")
    if problems:
        raise CatalogError(problems)
    return tuple(active)


class _CheckError(Exception):
    """The module of one rule is not as it must be."""


def _module_name(rule: Rule) -> str:
    return f"fastapi_lint.rules.{rule.category}.{rule.module}"


def _active(rule: Rule) -> ActiveRule:
    check = _check_function(rule)
    hints = _hints(check)
    first, *extras = _parameter_names(check)
    return ActiveRule(
        rule=rule,
        check=check,
        kind=_kind(first, hints),
        params=Params({name: param.value for name, param in rule.params.items()}),
        extras=_extras(extras, hints),
    )


def _check_function(rule: Rule) -> Check:
    try:
        module = import_module(_module_name(rule))
    except Exception as error:
        raise _CheckError(f"cannot be imported: {type(error).__name__}: {error}") from error
    check = getattr(module, "check", None)
    if not inspect.isfunction(check):
        raise _CheckError("defines no function `check`")
    return check


def _hints(check: Check) -> dict[str, Any]:
    return _plain_hints(check) or _evaluated_hints(check)


def _plain_hints(check: Check) -> dict[str, Any] | None:
    """The annotations of a well-written check, looked up by name: evaluating those of all rules takes 20 ms."""
    written: dict[str, Any] = dict(check.__annotations__)
    names = check.__globals__
    if written.pop("return", "") != "Iterator[Finding]" or names.get("Finding") is not Finding:
        return None
    found = {name: names.get(text) if isinstance(text, str) else None for name, text in written.items()}
    return found if names.get("Iterator") is Iterator and all(isinstance(h, type) for h in found.values()) else None


def _evaluated_hints(check: Check) -> dict[str, Any]:
    try:
        hints = get_type_hints(check)
    except (NameError, AttributeError, TypeError) as error:
        raise _CheckError(f"the annotations of `check` cannot be read: {error}") from None
    returned = hints.get("return")
    if get_origin(returned) not in (Iterator, Iterable) or get_args(returned) != (Finding,):
        raise _CheckError("`check` must be annotated to return Iterator[Finding]")
    return hints


def _parameter_names(check: Check) -> list[str]:
    code = check.__code__
    if not code.co_argcount:
        raise _CheckError("`check` must take a fact as its first parameter")
    return list(code.co_varnames[: code.co_argcount])


def _kind(first: str, hints: dict[str, Any]) -> type:
    kind = hints.get(first)
    if isinstance(kind, type) and kind.__module__.startswith(_FACTS):
        return kind
    raise _CheckError(f"the first parameter `{first}` of `check` must be annotated with a class of fastapi_lint.facts")


def _extras(names: list[str], hints: dict[str, Any]) -> tuple[str, ...]:
    for name in names:
        if name not in _EXTRAS:
            raise _CheckError(f"`check` may ask for {', '.join(_EXTRAS)}, not for `{name}`")
        if getattr(hints.get(name), "__name__", "") != _EXTRAS[name]:
            raise _CheckError(f"the parameter `{name}` of `check` must be annotated {_EXTRAS[name]}")
    return tuple(names)
