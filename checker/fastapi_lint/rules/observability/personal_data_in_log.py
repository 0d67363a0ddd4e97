"""A log call is given personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Attribute, Expr, text
from fastapi_lint.facts.operations.log_calls import last_name, log_sites, logged_values
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_NO_PERSON = re.compile(r"(?i)(group|team|company|organi[sz]ation|category|service|settings|config)$")


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, _ in log_sites(module, project):
        found = next((v for v in logged_values(site.call) if _is_personal(v, params)), None)
        if found is not None:
            yield Finding.of(site, value=text(found))


def _is_personal(value: Expr, params: Params) -> bool:
    """Whether the value has a personal name and does not belong to a group of people or to a table of constants."""
    owner = last_name(value.value) if isinstance(value, Attribute) else ""
    return last_name(value) in params.names and not _NO_PERSON.search(owner)
