"""A database object is validated by a model that reads dictionaries only."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Mapping, string, target_of, text
from fastapi_lint.facts.files.framework_versions import is_pydantic_2
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.queried import orm_class
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for function in module.functions:
        for site in function.body.calls:
            if site.call.method in params.methods and site.call.keyword("from_attributes") is None:
                model = _model(project, site.call, function)
                row = orm_class(project, site.call.argument(0, "obj"), function) if model is not None else None
                if model is not None and row is not None and not _reads(project, model, row, params):
                    fix = Fix("add_base_config", model.at, {"name": "from_attributes"}, Safety.UNSAFE)
                    yield Finding.of(site, fix=fix, call=text(site.call), row=row.name, model=model.name)


def _model(project: Project, call: Call, function: Function) -> Class | None:
    owner = call.func.value if isinstance(call.func, Attribute) else None
    class_ = project.class_(target_of(owner)) if target_of(owner) else project.class_(project.types.of(owner, function))
    return class_ if is_pydantic_2(project, class_) else None


def _reads(project: Project, model: Class, row: Class, params: Params) -> bool:
    """Whether the model may accept such an object: by its settings, a validator of its own, or as its own kind."""
    external = [a for a in project.hierarchy.ancestors(model) if a not in project.classes]
    if any(a not in params.bases for a in external) or model.symbol in project.hierarchy.ancestors(row):
        return True
    classes = list(project.hierarchy.project_ancestors(model))
    if any(k.keyword == "from_attributes" for c in classes for k in c.keywords):
        return True
    if any(_may_allow(project, c) for c in classes):
        return True
    methods = [project.functions.get(f"{c.symbol}.{name}") for c in classes for name in c.methods]
    return any(
        d.target.endswith(("model_validator", "root_validator")) for f in methods if f is not None for d in f.decorators
    )


def _may_allow(project: Project, class_: Class) -> bool:
    """Whether a class's own settings have `from_attributes`, or cannot be read."""
    inner = project.classes.get(f"{class_.symbol}.Config")
    if inner is not None and (inner.bases or inner.field("from_attributes") is not None):
        return True
    field = class_.field("model_config")
    return field is not None and _has_key(field.value)


def _has_key(settings: Expr | None) -> bool:
    match settings:
        case Call(args=args):
            given = [a.value for a in args if a.star or a.keyword == "from_attributes"]
        case Mapping(items=items):
            given = [value for key, value in items if key is None or string(key) == "from_attributes"]
        case _:
            return True
    return any(v != Constant(value=False) for v in given)
