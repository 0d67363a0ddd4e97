"""Baselines: accepting what is found today."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.engine import baseline
from fastapi_lint.model.diagnostic import Diagnostic


def write_baseline(paths: tuple[Path, ...], file: Path) -> int:
    """Accepts every finding; returns how many."""
    found = _rooted(paths)
    baseline.write(file, found)
    return len(found)


def prune_baseline(paths: tuple[Path, ...], file: Path) -> tuple[int, int]:
    """Drops accepted findings that are gone; returns (dropped, kept)."""
    accepted = baseline.load(file)
    split = baseline.split(_rooted(paths), accepted)
    baseline.write(file, split.known)
    return len(split.gone), len(split.known)


def _rooted(paths: tuple[Path, ...]) -> list[Diagnostic]:
    """The findings with paths relative to the project's root, which is what a baseline holds."""
    checked = check_project(Request(paths=paths))
    return [replace(d, fingerprint=s.fingerprint) for d, s in checked.shown.items()]
