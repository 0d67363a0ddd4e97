"""An object is entered with `async with`, and its class has no such methods."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class, FrameKind, Function
from fastapi_lint.facts.expression import Call, Expr, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project) -> Iterator[Finding]:
    for frame in function.body.frames:
        if frame.kind is not FrameKind.WITH or not frame.is_async:
            continue
        for item in frame.items:
            class_ = _class(project, item, function)
            missing = _missing(project, class_) if class_ is not None else []
            if class_ is not None and missing:
                yield Finding.of(frame, call=text(item), class_name=class_.name, missing=", ".join(missing))


def _class(project: Project, item: Expr, function: Function) -> Class | None:
    """The project class that is called on the spot."""
    return project.class_(project.types.callee(item, function)) if isinstance(item, Call) else None


def _missing(project: Project, class_: Class) -> list[str]:
    ancestors = project.hierarchy.ancestors(class_)
    if any(name not in project.classes and name != "builtins.object" for name in ancestors):
        return []
    fields = [f.name for c in project.hierarchy.project_ancestors(class_) for f in c.fields]
    wanted = ("__aenter__", "__aexit__")
    return [f"`{n}`" for n in wanted if project.hierarchy.method(class_, n) is None and n not in fields]
