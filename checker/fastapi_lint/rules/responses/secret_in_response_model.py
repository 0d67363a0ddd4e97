"""A response model holds a password, a password hash or a private key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import Call, Expr, Mapping, Sequence, is_constant, string
from fastapi_lint.facts.interface.described import described_classes
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_MADE = re.compile(r"(?i)(?:generat|suggest|random)\w*(?:passw|passphr|secret|key)|(?:passw|secret|key)\w*generat")
"""Names of routes that make up a secret for the one who asks for it."""
_MASKS = re.compile(r"(?i)mask|redact|obfuscat|censor|asterisk")


def check(project: Project, params: Params) -> Iterator[Finding]:
    pattern = re.compile(params.secrets)
    secrets: dict[str, list[Field]] = {}
    for route in project.routes:
        left_out = frozenset(_left_out(route.option("response_model_exclude")))
        for class_ in () if _MADE.search(route.function.name) else _models(project, route, left_out):
            if class_.symbol not in secrets:
                fields = [f for f in _fields(project, class_) if pattern.fullmatch(f.name) and _is_sent(project, f)]
                secrets[class_.symbol] = [f for f in fields if not _is_masked(project, class_, f)]
            for field in [f for f in secrets[class_.symbol] if f.name not in left_out]:
                secrets[class_.symbol].remove(field)
                yield Finding.of(field, field=field.name, model=class_.name, route=route.name)


def _models(project: Project, route: Route, left_out: frozenset[str]) -> Iterator[Class]:
    if route.option("response_model_include") is None and not route.is_websocket:
        for class_ in described_classes(project, response_schema(route), without=left_out):
            if project.hierarchy.is_model(class_) and not project.hierarchy.is_orm(class_):
                yield class_


def _fields(project: Project, class_: Class) -> Iterator[Field]:
    seen: set[str] = set()
    for ancestor in project.hierarchy.project_ancestors(class_):
        for field in ancestor.fields:
            if field.name not in seen and field.annotation is not None:
                seen.add(field.name)
                yield field


def _is_sent(project: Project, field: Field) -> bool:
    """Whether the value leaves the server as it is: `SecretStr` shows asterisks, flags hold no secret."""
    _, metadata = project.annotated(field.annotation)
    excluded = any(
        isinstance(e, Call) and is_constant(e.keyword("exclude"), value=True) for e in (field.value, *metadata)
    )
    type_ = project.types.named(field.annotation).rpartition(".")[2]
    return not excluded and type_ in ("str", "bytes")


def _is_masked(project: Project, class_: Class, field: Field) -> bool:
    """Whether all code that makes the model fills the field with what a function such as `mask_secret` leaves of it."""
    sites = (site for module in project.application_modules() for site in module.calls())
    made = (s.call.keyword(field.name) for s in sites if s.target and project.follow(s.target) == class_.symbol)
    given = [value for value in made if value is not None]
    return bool(given) and all(isinstance(value, Call) and _MASKS.search(value.method) for value in given)


def _left_out(excluded: Expr | None) -> Iterator[str]:
    """The fields that `{"password", …}` or `{"owner": {"password"}, "key": True}` names, at any depth."""
    match excluded:
        case Sequence(items=items):
            yield from (name for item in items if (name := string(item)) is not None)
        case Mapping(items=pairs):
            for key, inner in pairs:
                name = string(key) if key is not None else None
                if isinstance(inner, Sequence | Mapping):
                    yield from _left_out(inner)
                elif name is not None and not is_constant(inner, value=False):
                    yield name
