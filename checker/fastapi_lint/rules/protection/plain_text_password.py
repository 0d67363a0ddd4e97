"""A password is stored as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, text, walk
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.columns import columns
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_TYPED = frozenset({"password", "passwd", "pwd", "plain_password", "new_password", "raw_password"})
_BINARY = frozenset({"LargeBinary", "BYTEA", "BINARY"})
_HASHERS = ("hash", "bcrypt", "argon", "pwd_context", "crypt", "encrypt")


def check(project: Project) -> Iterator[Finding]:
    hashed: set[str] = set()
    for row, name, value, at in _written(project):
        if _is_typed(value):
            if name not in _TYPED:
                yield Finding(at, {"problem": f"`{name}` is given `{text(value)}` unhashed"}, part="value")
        else:
            hashed.add(f"{row}.{name}")
    hashes = _hashes_somewhere(project)
    for column in columns(project):
        kept = f"{column.table.symbol}.{column.attribute}" not in hashed and not hashes
        if column.attribute.lower() in _TYPED and column.type_name not in _BINARY and kept:
            problem = f"`{column.attribute}` of `{column.owner.name}` keeps a password as text"
            yield Finding.of(column, part="column", problem=problem)


def _written(project: Project) -> Iterator[tuple[str, str, Expr, Anchor]]:
    """(class, column, value, place) of every password that the application writes into a row."""
    rows = {t.class_.symbol for t in tables(project)}
    for site, _ in project.application_sites():
        class_ = project.class_(project.follow(site.target))
        for argument in site.call.args if class_ is not None and class_.symbol in rows else ():
            if _is_password(argument.keyword) and class_ is not None:
                yield class_.symbol, argument.keyword, argument.value, site.at
    for function in project.application_functions():
        yield from _assigned(project, rows, function)


def _assigned(project: Project, rows: set[str], function: Function) -> Iterator[tuple[str, str, Expr, Anchor]]:
    for assign in function.body.assigns:
        for target in assign.targets:
            if not isinstance(target, Attribute) or not _is_password(target.attr) or assign.value is None:
                continue
            row = project.types.of(target.value, function)
            if row in rows:
                yield row, target.attr, assign.value, assign.at


def _is_password(name: str) -> bool:
    return bool({"password", "passwd", "pwd"} & set(words(name)))


def _is_typed(value: Expr) -> bool:
    """Whether a value is a password as a client sends it: `payload.password`, `password`."""
    name = value.attr if isinstance(value, Attribute) else value.id if isinstance(value, Name) else ""
    return name in _TYPED and not isinstance(value, Call)


def _hashes_somewhere(project: Project) -> bool:
    """Whether the application hashes a password anywhere, on its way into whatever column."""
    calls = (site.call for site, _ in project.application_sites())
    hashing = (c for c in calls if any(h in text(c.func).lower() for h in _HASHERS))
    return any("passw" in text(p).lower() for c in hashing for a in c.args for p in walk(a.value))
