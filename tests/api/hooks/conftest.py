"""The service that the hooks are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.hooks.shop import CLEAN, git


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed service with one old defect."""
    folder = tmp_path / "shop"
    (folder / "app").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "shop"\ndependencies = ["fastapi"]\n')
    (folder / "app/main.py").write_text(CLEAN)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "Start")
    monkeypatch.chdir(folder)
    return folder
