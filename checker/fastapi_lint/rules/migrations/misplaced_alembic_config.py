"""Alembic is configured in another place than the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding

_NAMES = {"pyproject": "`[tool.alembic]` in `pyproject.toml`", "ini": "`alembic.ini`"}


def check(alembic: Alembic, params: Params) -> Iterator[Finding]:
    if alembic.in_pyproject != (params.location == "pyproject"):
        yield Finding.of(alembic, found=alembic.path, wanted=_NAMES.get(params.location, params.location))
