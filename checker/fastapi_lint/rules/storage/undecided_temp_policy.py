"""The production example leaves open where temporary files go and how much they may fill."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import EnvFile
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(service.env_files, ".env file")
    for file in service.env_files:
        if file.is_template and "prod" in file.path.rpartition("/")[2].lower() and _uses_temp(file, params):
            if file.get(params.directory) is None:
                yield Finding.of(file, part="directory", problem=f"does not set `{params.directory}`")
            cap = file.get(params.cap)
            if cap is None or cap.value.strip() == "0":
                yield Finding.of(cap or file, part="cap", problem=f"sets no `{params.cap}`")


def _uses_temp(file: EnvFile, params: Params) -> bool:
    prefix = params.directory.partition("_")[0]
    return any(e.key.startswith(f"{prefix}_") for e in file.entries)
