"""A token lives longer or shorter than it should."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Call, Constant, Expr, Operation, target_of
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_UNITS = {"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60,
          "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400}  # fmt: skip
_LIFE = frozenset(
    {"ttl", "expire", "expires", "expiry", "expiration", "lifetime", "lifespan", "exp", "valid", "validity"}
)
_OTHER = frozenset({"length", "size", "name", "url", "key", "secret", "leeway", "reset", "verify", "verification"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    lives = [life for module in project.application_modules() for life in _lives(project, module)]
    for kind in ("access", "refresh"):
        if all(kind != met for _, met, _, _ in lives):
            yield Finding.nothing(f"life of an {kind} token" if kind == "access" else f"life of a {kind} token", kind)
    for name, kind, seconds, at in lives:
        yield from _judged(name, kind, seconds, at, params)


def _lives(project: Project, module: Module) -> Iterator[tuple[str, str, float, Anchor]]:
    """(name, kind of token, seconds, place) of every fixed life of a token."""
    named = [(a.names[0], a.value, a.at) for a in module.top.assigns if len(a.names) == 1 and not a.op]
    named += [(f.name, f.value, f.at) for c in module.classes for f in c.fields]
    for name, value, at in named:
        if "access" not in name.lower() and "refresh" not in name.lower():
            continue
        said = words(name)
        kind = "access" if "access" in said else "refresh" if "refresh" in said else ""
        about = kind and ("token" in said or "jwt" in said or _LIFE & set(said)) and not _OTHER & set(said)
        seconds = _seconds(project, value, said) if about and value is not None else None
        if seconds:
            yield name, kind, seconds, at


def _judged(name: str, kind: str, seconds: float, at: Anchor, params: Params) -> Iterator[Finding]:
    if kind == "access" and seconds > params.access_minutes * 60:
        found, wanted = f"{seconds / 60:g} minutes", f"at most {params.access_minutes} minutes"
    elif kind == "refresh" and not params.refresh_days_from <= seconds / 86400 <= params.refresh_days_to:
        found, wanted = f"{seconds / 86400:g} days", f"{params.refresh_days_from} to {params.refresh_days_to} days"
    else:
        return
    yield Finding(at, {"name": name, "kind": kind, "found": found, "wanted": wanted}, part=kind)


def _seconds(project: Project, value: Expr, said: tuple[str, ...]) -> float | None:
    """A fixed life; None when it is not fixed, or its unit cannot be known."""
    if isinstance(value, Call) and project.follow(value.target) == "datetime.timedelta":
        parts = [(_number(a.value), _UNITS.get(a.keyword, 604800 if a.keyword == "weeks" else 0)) for a in value.args]
        return sum(n * unit for n, unit in parts if n is not None) or None
    if isinstance(value, Call):
        inner = value.argument(0, "default")
        return _seconds(project, inner, said) if inner is not None else None
    unit = next((_UNITS[w] for w in reversed(said) if w in _UNITS), None)
    number = _number(value)
    return number * unit if number is not None and unit is not None else None


def _number(expr: Expr) -> float | None:
    """A number, or a product of numbers."""
    if isinstance(expr, Constant) and isinstance(expr.value, int | float) and not isinstance(expr.value, bool):
        return expr.value
    if isinstance(expr, Operation) and expr.op == "*" and not target_of(expr):
        parts = [_number(o) for o in expr.operands]
        return prod(p for p in parts if p is not None) if None not in parts else None
    return None
