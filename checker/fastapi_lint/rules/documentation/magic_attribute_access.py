"""Code does something by names that are only known at run time."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HOOKS = frozenset({"__getattr__", "__getattribute__", "__setattr__", "__class_getitem__"})
_USUAL = frozenset({"abc.ABCMeta", "enum.EnumMeta", "typing.Protocol"})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    seen: set[Function | None] = set()
    for site, function in module.sites():
        if function not in seen and site.target in params.calls and _is_dynamic(site, function, project):
            seen.add(function)
            yield Finding.of(site, what=f"`{site.call.method}` with a name from elsewhere")
    for class_ in module.classes:
        meta = next((k.value for k in class_.keywords if k.keyword == "metaclass"), None)
        if meta is not None and target_of(meta) not in _USUAL and not isinstance(meta, Call):
            yield Finding.of(class_, what=f"the metaclass of `{class_.name}`")
    for hook in module.functions:
        if hook.name in _HOOKS and (hook.in_class or not hook.owner):
            yield Finding.of(hook, what=f"`{hook.name}`")
    for body in module.scopes():
        for assign in body.assigns:
            for target in assign.targets:
                if isinstance(target, Attribute) and _is_foreign(target, module, project):
                    yield Finding.of(assign, what=f"replacing `{target.target}`")


def _is_dynamic(site: CallSite, function: Function | None, project: Project) -> bool:
    """Whether the name is neither known nor that of a loop over the fields of something."""
    name = site.call.argument(1)
    in_turn = any(f.kind is FrameKind.FOR for f in site.frames) or site.loop is not None
    return (
        isinstance(site.call.func, Name)
        and name is not None
        and not in_turn
        and not isinstance(project.constant(name, function), str)
    )


def _is_foreign(target: Attribute, module: Module, project: Project) -> bool:
    """Whether it replaces a function or class of a module that this one has imported."""
    owner = target_of(target.value)
    imported = any(i.target == owner and i.kind == "module" for i in module.imports)
    return imported and (target.target in project.functions or target.target in project.classes
                         or (owner not in project.named and "." not in target.attr and target.attr[:1].islower()
                             and owner.split(".")[0] not in ("os", "sys", "logging", "warnings", "gc")))  # fmt: skip
