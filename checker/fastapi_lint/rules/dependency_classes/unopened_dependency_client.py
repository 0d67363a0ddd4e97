"""A client of a dependency class starts as None and nothing ever opens it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import OPENING, client_fields, is_dependency_class, methods
from fastapi_lint.facts.code import Body, Class, Function
from fastapi_lint.facts.expression import Attribute, Call, Name, is_constant, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    if not any(m.name in OPENING for m in methods(project, class_)):
        return
    own = {f.name for f in class_.fields}
    given = project.remember(_given, project)
    for field in client_fields(project, class_):
        empty = field.name in own and is_constant(field.value, None)
        if empty and not any(_may_be(project, owner, class_) for owner in given.get(field.name, ())):
            yield Finding.of(field, class_name=class_.name, field=field.name)


def _may_be(project: Project, owner: str, class_: Class) -> bool:
    """Whether an object of a class may be one of this class; "" stands for what cannot be told."""
    other = project.class_(owner)
    if other is None or other is class_:
        return owner == "" or other is class_
    ancestors = project.hierarchy.ancestors
    return other.symbol in ancestors(class_) or class_.symbol in ancestors(other)


def _given(project: Project, _: Project) -> dict[str, set[str]]:
    """Name -> the classes of the objects to which the project gives an attribute of that name."""
    found: dict[str, set[str]] = {}
    for module in project.modules.values():
        for body, function in ((module.top, None), *((f.body, f) for f in module.functions)):
            for name, owner in (*_assigned(project, body, function), *_passed(project, body, function)):
                found.setdefault(name, set()).add(owner)
    return found


def _assigned(project: Project, body: Body, function: Function | None) -> Iterator[tuple[str, str]]:
    for assign in body.assigns:
        for target in assign.targets:
            if isinstance(target, Attribute) and not is_constant(assign.value, None):
                yield target.attr, project.types.of(target.value, function)


def _passed(project: Project, body: Body, function: Function | None) -> Iterator[tuple[str, str]]:
    """By keyword to a class, or to a function that may hand it to one; with `setattr`."""
    for site in body.calls:
        owner = _receiver(project, site.call, function)
        for argument in site.call.args:
            if argument.keyword and not is_constant(argument.value, None):
                yield argument.keyword, owner
            elif site.call.method == "setattr" and (name := string(argument.value)) is not None:
                yield name, project.types.of(site.call.argument(0), function)


def _receiver(project: Project, call: Call, function: Function | None) -> str:
    """The class that a call constructs; "" for a function, and for `cls(…)` outside of what is known."""
    callee = project.types.callee(call, function)
    if project.class_(callee) is None and isinstance(call.func, Name) and call.func.id == "cls":
        return project.types.of(call.func, function)
    return callee if callee.rpartition(".")[2][:1].isupper() else ""
