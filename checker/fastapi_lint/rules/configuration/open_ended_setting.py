"""A setting with a few valid values takes any text."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match, option_of, own_fields, settings_classes
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.finding import Finding

_VALIDATORS = ("field_validator", "validator", "AfterValidator", "BeforeValidator")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        for field in own_fields(model):
            part = first_match(field.name, params.names)
            if not part or project.types.named(field.annotation) != "builtins.str":
                continue
            if option_of(project, field, "pattern", "regex") is None and not _is_validated(project, model, field):
                yield Finding.of(field, part=part, field=field.name)


def _is_validated(project: Project, model: Model, field: ModelField) -> bool:
    """Whether a validator of the class or of the annotation looks at the value."""
    _, metadata = project.annotated(field.annotation)
    if any(getattr(m, "target", "").endswith(_VALIDATORS) for m in metadata):
        return True
    methods = (
        project.functions.get(f"{ancestor.symbol}.{name}")
        for ancestor in project.hierarchy.project_ancestors(model.class_)
        for name in ancestor.methods
    )
    decorators = (d for method in methods if method is not None for d in method.decorators)
    validators = (d.call for d in decorators if d.call is not None and d.target.endswith(_VALIDATORS))
    return any({string(a.value) for a in call.args} & {field.name, "*"} for call in validators)
