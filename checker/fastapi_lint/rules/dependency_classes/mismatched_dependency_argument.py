"""A dependency class is built with an argument that it does not take."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import is_dataclass, is_dependency_class
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Call, target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_IDS = ("uuid.UUID", "builtins.int")


def check(function: Function, project: Project) -> Iterator[Finding]:
    for site in function.body.calls:
        built, extra = _built(project, site.call, function)
        if built is None or not _is_readable(project, built):
            continue
        for arg in (a for a in site.call.args if a.keyword and a.keyword not in extra):
            field = project.hierarchy.field(built, arg.keyword)
            shown = text(site.call.func)
            if field is None:
                problem = f"no field of `{built.name}`"
                yield Finding.of(site, part="name", call=shown, name=arg.keyword, problem=problem)
                continue
            given = project.types.of(arg.value, function)
            if given in _IDS and project.types.named(field.annotation) == "builtins.str":
                problem = f"a `{given.rpartition('.')[2]}` where `{built.name}` wants a text"
                yield Finding.of(site, part="type", call=shown, name=arg.keyword, problem=problem)


def _built(project: Project, call: Call, function: Function) -> tuple[Class | None, set[str]]:
    """The dependency class that a call builds from its keywords, and the keywords that go elsewhere."""
    callee = project.types.callee(call, function)
    class_ = project.class_(callee)
    if class_ is not None and is_dependency_class(project, class_):
        return class_, set()
    factory = project.function(callee)
    named_here = target_of(call.func.value) if isinstance(call.func, Attribute) else ""
    owner = project.class_(named_here) or project.class_(callee.rpartition(".")[0])
    factory = factory or (project.hierarchy.method(owner, call.method) if owner is not None else None)
    if factory is not None and owner is not None and is_dependency_class(project, owner):
        return (owner, {p.name for p in factory.params}) if _passes_on(factory) else (None, set())
    maker = project.hierarchy.method(class_, "__init__") if class_ is not None else factory
    first = call.args[0].value if call.args and not call.args[0].keyword else None
    given = project.class_(getattr(first, "target", ""))
    if maker is None or given is None or not is_dependency_class(project, given) or not _passes_on(maker):
        return None, set()
    named = project.hierarchy.method(given, "from_settings")
    taken = {p.name for f in (maker, named) if f is not None for p in f.params}
    return given, taken


def _passes_on(function: Function) -> bool:
    """Whether a factory gives its `**kwargs` to what it calls."""
    spread = {p.name for p in function.params if p.kind == "**"}
    args = [a for s in function.body.calls for a in s.call.args if a.star == "**"]
    return any(getattr(a.value, "id", "") in spread for a in args)


def _is_readable(project: Project, class_: Class) -> bool:
    """Whether the fields of a dataclass are all its constructor takes."""
    known = all(n in project.classes or n == "builtins.object" for n in project.hierarchy.ancestors(class_))
    return known and is_dataclass(project, class_) and project.hierarchy.method(class_, "__init__") is None
