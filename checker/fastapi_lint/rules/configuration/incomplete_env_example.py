"""An example of the environment lacks a variable without which the service does not start."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.configuration.settings import has_default, option_of, own_fields, settings_classes
from fastapi_lint.facts.expression import Call, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project) -> Iterator[Finding]:
    templates = [f for f in service.env_files if f.is_template and f.entries]
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        prefix = string(model.config["env_prefix"]) if "env_prefix" in model.config else ""
        if prefix is None or _is_held(project, model):
            continue
        for field in own_fields(model):
            if has_default(project, field):
                continue
            names = _names(project, field, prefix)
            for file in templates:
                keys = {entry.key.upper() for entry in file.entries}
                if not any(k == n or k.startswith(f"{n}__") for k in keys for n in names):
                    base = file.path.rpartition("/")[2]
                    yield Finding.of(file, part=base, file=base, name=min(names), settings=model.name)


def _names(project: Project, field: ModelField, prefix: str) -> set[str]:
    alias = option_of(project, field, "validation_alias", "alias")
    options = [a.value for a in alias.args] if isinstance(alias, Call) else [alias]
    named = {name.upper() for option in options if option is not None and (name := string(option))}
    return named or {(prefix + field.name).upper()}


def _is_held(project: Project, model: Model) -> bool:
    """Whether other settings hold it as a field, so that its variables have other names."""
    symbol = model.class_.symbol
    return any(project.types.named(f.annotation) == symbol for m in project.models.values() for f in m.fields)
