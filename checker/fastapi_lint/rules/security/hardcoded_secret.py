"""A secret is written into the source code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Module
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Constant,
    Expr,
    Mapping,
    Name,
    Operation,
    Subscript,
    string,
    text,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import is_known_credential, is_real_secret, names_secret, password_in_url
from fastapi_lint.facts.texts.literals import Part, telling, written
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_WRAPPERS = frozenset({"Field", "SecretStr", "SecretBytes", "Secret", "str"})
_ENVIRONMENT = frozenset({"getenv", "get", "config", "env", "str"})
_PRETEND = re.compile(r"(?i)dummy|fake|test|example|mock|sample")
_TEST_CLASS = re.compile(r"(?:Test(?:ing)?|Mock|Fake|Dummy)(?=[A-Z_]|$)")
_STAND_INS = re.compile(r"(^|/)(?:testing|mocks?|fakes?|stubs?|[\w-]+[-_]tests?)/")
"""Folders of what stands in for real data, also when a package ships them."""
_Found = tuple[str, Expr | None, Anchor]


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    if _STAND_INS.search(module.path):
        return
    reported: set[Anchor] = set()
    pretended = {f.at for c in module.classes if _TEST_CLASS.match(c.name) for f in c.fields}
    parts = [part for part in telling(written(module)) if part[1] not in pretended]
    for name, value, at in _named(module, project, parts):
        if at not in pretended and not _PRETEND.search(name) and is_real_secret(_literal(value)):
            reported.add(at)
            yield Finding(at, {"what": f"`{name}`"})
    for part, at in parts:
        what = _credential(string(part) or "")
        if what and at not in reported:
            reported.add(at)
            yield Finding(at, {"what": what})
    for body in module.scopes():
        for site in body.calls:
            if project.follow(site.target) in params.signers and _is_plain_text(project, site.call.argument(1, "key")):
                yield Finding(site.at, {"what": "the key that signs these tokens"})


def _credential(value: str) -> str:
    if password_in_url(value):
        return "the password in this connection string"
    return "this credential" if is_known_credential(value) else ""


def _named(module: Module, project: Project, parts: Iterable[Part]) -> Iterator[_Found]:
    """Values that are kept, passed or compared under the name of a secret."""
    yield from _declared(module, project)
    for body in module.scopes():
        for assign in body.assigns:
            for target in assign.targets:
                if names_secret(name := _last_name(target)):
                    yield name, assign.value, assign.at
    for site in module.calls():
        for arg in site.call.args:
            if arg.keyword and names_secret(arg.keyword):
                yield arg.keyword, arg.value, site.at
    for part, at in parts:
        yield from ((name, value, at) for name, value in _pairs(part) if names_secret(name))


def _declared(module: Module, project: Project) -> Iterator[_Found]:
    for class_ in module.classes:
        for field in class_.fields:
            if names_secret(field.name) and not _is_enum(project, class_):
                yield field.name, field.value, field.at
    for function in module.functions:
        yield from ((p.name, p.default, p.at) for p in function.params if names_secret(p.name))


def _pairs(part: Expr) -> Iterator[tuple[str, Expr]]:
    if isinstance(part, Mapping):
        yield from ((string(key) or "", value) for key, value in part.items if key is not None)
    elif isinstance(part, Operation) and part.op in ("==", "!="):
        left, right = part.operands[:2]
        yield from ((_last_name(left), right), (_last_name(right), left))


def _literal(value: Expr | None) -> str:
    """The text itself, inside `Field(…)` and the like, or the fallback of an environment variable."""
    if isinstance(value, Constant) and isinstance(value.value, str | bytes):
        return value.value if isinstance(value.value, str) else value.value.decode("latin-1")
    if not isinstance(value, Call):
        return ""
    if value.method in _ENVIRONMENT and string(value.argument(0)) is not None and value.target != "builtins.str":
        return _literal(value.argument(1, "default"))
    return _literal(value.argument(0, "default")) if value.method in _WRAPPERS else ""


def _last_name(target: Expr) -> str:
    match target:
        case Name(id=name):
            return name
        case Attribute(attr=attr):
            return attr
        case Subscript(index=(key,)):
            return string(key) or ""
        case _:
            return ""


def _is_plain_text(project: Project, key: Expr | None) -> bool:
    """Whether a signing key is a literal, here or in a constant that does not look like a secret by itself."""
    if isinstance(key, Constant):
        return isinstance(key.value, str) and bool(key.value)
    value = string(project.value(key.target)) if isinstance(key, Name | Attribute) and key.target else None
    named = text(key).rpartition(".")[2]
    return bool(value) and not (names_secret(named) and is_real_secret(value or ""))


def _is_enum(project: Project, class_: Class) -> bool:
    return any(a.rpartition(".")[2].endswith("Enum") for a in project.hierarchy.ancestors(class_))
