"""Small services on disk, and what `fastapi-lint contract` says about them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog

MANIFEST = '[project]\nname = "service"\nversion = "1.0.0"\ndependencies = ["fastapi"]\n'


def service(folder: Path, code: str, **files: str) -> Path:
    """A project whose only module is `main.py`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"pyproject.toml": MANIFEST, "main.py": code, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contract(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *select: str, timeout: float = 1.0, **options: object
) -> Checked:
    """The outcome of a run in that folder, with these rules only."""
    monkeypatch.chdir(folder)
    common = Request(select=select or ("behaviour",), no_cache=True)
    asked = ContractRequest(python=Path(sys.executable), timeout=timeout, common=common, **options)  # type: ignore[arg-type]
    return check_contract(asked, catalog(None))


def said(checked: Checked) -> list[str]:
    """`line rule message` of each finding."""
    return [f"{d.location.line} {d.rule} {d.message}" for d in checked.report.diagnostics]
