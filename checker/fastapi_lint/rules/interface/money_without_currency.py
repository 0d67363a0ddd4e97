"""An amount of money travels without its currency."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Param
from fastapi_lint.facts.expression import target_of, walk
from fastapi_lint.facts.interface.bounds import constraints
from fastapi_lint.facts.interface.validating import is_validated
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.stored.money import money_fields
from fastapi_lint.facts.web import Model, ModelField
from fastapi_lint.model.finding import Finding

_AMOUNTS = frozenset({"decimal.Decimal", "builtins.float"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    seen = set()
    met = tuple(money_fields(project, params.names))
    yield from Finding.unless(met, "amount of money")
    for model, field in met:
        if not model.used_in or project.types.named(field.annotation) not in _AMOUNTS or model.class_.symbol in seen:
            continue
        seen.add(model.class_.symbol)
        currency = next((f for f in model.fields if "currency" in words(f.name)), None)
        if currency is None and not _is_priced_outside(project, model):
            yield Finding.of(model, part="missing", owner=model.name, problem=f"has `{field.name}`, but no currency")
        elif currency is not None and _is_free(project, model, currency):
            yield Finding.of(currency, part="free", owner=model.name, problem="takes any text as currency")


def _is_priced_outside(project: Project, model: Model) -> bool:
    """Whether all models that hold this one have a currency: the lines of an order are priced in that of the order."""
    holders = [m for m in project.models.values() if any(_is_of(project, f, model) for f in m.fields)]
    return bool(holders) and all(any("currency" in words(f.name) for f in holder.fields) for holder in holders)


def _is_of(project: Project, field: ModelField, model: Model) -> bool:
    """Whether a field holds the model, or a list of them."""
    type_, _ = project.annotated(field.annotation)
    parts = walk(type_) if type_ is not None else ()
    return any(project.follow(target_of(p)) == model.class_.symbol for p in parts if target_of(p))


def _is_free(project: Project, model: Model, currency: ModelField) -> bool:
    """Whether the field takes any text, with no pattern and no validator."""
    if project.types.named(currency.annotation) != "builtins.str":
        return False
    param = Param(currency.name, currency.annotation, currency.value, currency.at)
    if any(c.keyword("pattern") or c.keyword("regex") for c in constraints(project, param)):
        return False
    return not is_validated(project, model.class_, currency.name)
