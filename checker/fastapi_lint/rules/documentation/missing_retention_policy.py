"""Personal data is stored, and nothing says for how long or how it is deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.personal_data import personal_columns
from fastapi_lint.facts.operations.vocabulary import speaks_of
from fastapi_lint.model.finding import Finding

_PERIOD = re.compile(r"(?i)retention|keep_for|expire_after|delete_after|purge_after|max_age_days")
_PROCEDURE = re.compile(
    r"(?i)anonymi[sz]e|pseudonymi[sz]e|erase_|erasure|purge|forget_(?:me|user|person)|delete_(?:user|account|me)"
    r"|retention_job"
)


def check(service: Service, params: Params) -> Iterator[Finding]:
    found = next(personal_columns(service, params.names), None)
    if found is None:
        return
    class_, field = found
    modules = tuple(service.application_modules())
    written = any(d.mentions("retention") for d in service.documents)
    values = {"field": f"{class_.name}.{field.name}"}
    if not written and not speaks_of(service.project, modules, _PERIOD):
        yield Finding(class_.at, {**values, "lack": "for how long"}, part="period")
    if not speaks_of(service.project, modules, _PROCEDURE):
        yield Finding(class_.at, {**values, "lack": "how it is deleted or anonymised"}, part="procedure")
