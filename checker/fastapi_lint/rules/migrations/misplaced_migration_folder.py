"""Migrations lie in another folder than the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding


def check(alembic: Alembic, params: Params) -> Iterator[Finding]:
    if alembic.folder is None:
        return
    found = f"{alembic.folder}/versions"
    if not any(f"/{path}".endswith(f"/{params.folder}") for path in (found, alembic.folder)):
        yield Finding.of(alembic, found=found, wanted=params.folder)
