"""A request model keeps fields that it does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Expr, string, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor


def check(project: Project) -> Iterator[Finding]:
    reported: set[Anchor] = set()
    injected = _injected(project)
    for model in project.models.values():
        if model.class_.symbol in injected:
            continue
        if model.kind == "model" and "request" in model.used_in and _allows(model.config.get("extra")):
            at = _declaration(project, model)
            if at not in reported:
                reported.add(at)
                yield Finding(at, {"model": model.name})


def _injected(project: Project) -> set[str]:
    """The classes of parameters that something else than the request may fill, such as a maker of `Depends`."""
    kinds: dict[bool, set[str]] = {True: set(), False: set()}
    for route in project.routes:
        for param in route.params:
            kinds[param.source == "unknown"].add(project.types.named(param.type))
    return kinds[True] - kinds[False]


def _allows(extra: Expr | None) -> bool:
    return string(extra) == "allow" or target_of(extra).endswith("Extra.allow")


def _declaration(project: Project, model: Model) -> Anchor:
    """Where the model, or the nearest base that does, says it."""
    for class_ in project.hierarchy.project_ancestors(model.class_):
        places: list[Class | None] = [project.classes.get(f"{class_.symbol}.Config")]
        fields = [class_.field("model_config"), *(c.field("extra") for c in places if c is not None)]
        found = next((f for f in fields if f is not None), None)
        if found is not None:
            return found.at
    return model.at
