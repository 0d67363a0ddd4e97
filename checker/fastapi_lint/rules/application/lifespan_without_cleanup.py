"""A lifespan opens a resource before its yield and never closes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Assign, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Await, Call, Expr, Name, root_name, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(hook: Hook, project: Project, params: Params) -> Iterator[Finding]:
    function = hook.function
    if hook.kind != "lifespan" or len(function.body.yields) != 1:
        return
    pause = function.body.yields[0].at
    for assign in function.body.assigns:
        value = assign.value.value if isinstance(assign.value, Await) else assign.value
        if assign.source != "=" or assign.at > pause or not isinstance(value, Call) or len(assign.targets) != 1:
            continue
        opened = project.types.callee(value, function)
        if opened in params.resources and not _is_cared_for(function, assign, pause):
            yield Finding.of(value, resource=text(assign.targets[0]), call=text(value.func), function=function.name)


def _is_cared_for(function: Function, assign: Assign, pause: Anchor) -> bool:
    """Whether anything after the yield, a `with`, or other code before it gets hold of the resource."""
    kept = [a for a in function.body.assigns if a.value == assign.targets[0] and _keeps_on_state(a)]
    names = [assign.targets[0], *(a.targets[0] for a in kept)]
    roots = [Name(root_name(name)) for name in names]
    for site in function.body.calls:
        late = site.at > pause
        arguments = [a.value for a in site.call.args]
        if any(_mentions(e, names) or (late and e in roots) for e in arguments) or (
            late and _mentions(site.call.func, names)
        ):
            return True
    values = [a.value for a in function.body.assigns if a is not assign and a not in kept and a.value is not None]
    managed = [item for f in function.body.frames if f.kind is FrameKind.WITH for item in f.items]
    looped = [f.subject for f in function.body.frames if f.subject is not None and f.at > pause]
    return any(_mentions(e, names) for e in (*values, *managed, *looped))


def _keeps_on_state(assign: Assign) -> bool:
    """Whether it only gives the resource a second name, in the state of the app."""
    target = assign.targets[0]
    return len(assign.targets) == 1 and isinstance(target, Attribute) and text(target.value).endswith(".state")


def _mentions(expr: Expr, names: list[Expr]) -> bool:
    """Whether the resource, under any of its names, is part of an expression."""
    return any(part in names for part in walk(expr))
