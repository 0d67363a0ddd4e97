"""Shared editor settings hold personal taste."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.globs import glob
from fastapi_lint.facts.files.settings_files import JsonFile
from fastapi_lint.model.finding import Finding


def check(file: JsonFile, params: Params) -> Iterator[Finding]:
    if not file.path.endswith(".vscode/settings.json"):
        yield Finding.nothing("editor settings")
        return
    for key, node in file.root.items():
        if any(glob(pattern).fullmatch(key) for pattern in params.keys):
            yield Finding.of(node, key=key)
