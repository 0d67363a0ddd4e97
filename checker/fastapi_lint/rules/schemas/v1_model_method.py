"""A model is used through a method name of pydantic 1."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, text
from fastapi_lint.facts.files.framework_versions import drops_pydantic_1, is_pydantic_2
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_DUMP = frozenset({"include", "exclude", "by_alias", "exclude_unset", "exclude_defaults", "exclude_none", ""})
_RENAMED = {
    "dict": _DUMP,
    "json": _DUMP | {"indent"},
    "copy": frozenset({"update", "deep"}),
    "parse_obj": frozenset({"obj", ""}),
    "parse_raw": frozenset({""}),
    "from_orm": frozenset({"obj", ""}),
    "construct": None,
    "validate": frozenset({""}),
    "schema": frozenset({"by_alias", "ref_template"}),
}
"""Old name -> the arguments that mean the same under the new name; None for all."""


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    if not drops_pydantic_1(project, module):
        return
    for function in (None, *module.functions):
        for site in (function.body if function is not None else module.top).calls:
            new = params.methods.get(site.call.method)
            model = _model(project, site.call, function) if new is not None else None
            if new is not None and model is not None and project.hierarchy.method(model, site.call.method) is None:
                yield Finding.of(site, fix=_fix(site.call, new), call=text(site.call), model=model.name, new=new)


def _model(project: Project, call: Call, function: Function | None) -> Class | None:
    """The pydantic 2 model whose method is called, on an instance or on the class."""
    if not isinstance(call.func, Attribute):
        return None
    owner = call.func.value
    named = getattr(owner, "target", "") if not isinstance(owner, Call) else ""
    class_ = project.class_(named) if named else None
    class_ = class_ or project.class_(project.types.of(owner, function))
    known = is_pydantic_2(project, class_) and class_ is not None
    return class_ if known and class_ and project.hierarchy.field(class_, call.method) is None else None


def _fix(call: Call, new: str) -> Fix | None:
    if call.method not in _RENAMED or any(a.star == "*" for a in call.args):
        return None
    allowed = _RENAMED[call.method]
    if allowed is not None and any(a.star or a.keyword not in allowed for a in call.args):
        return None
    if call.method in ("dict", "json") and any(not a.keyword for a in call.args):
        return None
    safety = Safety.UNSAFE if call.method == "parse_raw" else Safety.SAFE
    return Fix("rename_call", call.at, {"name": new}, safety)
