"""The shared editor settings do not format on save."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import JsonFile
from fastapi_lint.model.finding import Finding

_PYTHON = "[python]"
_ON_SAVE, _FORMATTER = "editor.formatOnSave", "editor.defaultFormatter"


def check(service: Service, params: Params) -> Iterator[Finding]:
    extensions, settings = _editor_files(service)
    listed = [t for node in extensions for t in (*node.texts("recommendations"), *node.texts())]
    if params.extension not in listed:
        problem = f"the repository recommends no `{params.extension}` to editors"
        yield Finding.of(extensions[0] if extensions else service, part="extensions", problem=problem)
    chosen = [f for node in settings if (f := node.get(_PYTHON, _FORMATTER)) is not None]
    formatters = chosen or [f for node in settings if (f := node.get(_FORMATTER)) is not None]
    saves = any("true" in (n.text(_PYTHON, _ON_SAVE), n.text(_ON_SAVE)) for n in settings)
    if chosen and all(f.text() != params.extension for f in chosen):
        problem = f"`{chosen[0].text()}` formats Python in editors, not `{params.extension}`"
        yield Finding.of(chosen[0], part="format-on-save", problem=problem)
    elif not saves or not any(f.text() == params.extension for f in formatters):
        problem = f"no shared setting formats on save with `{params.extension}`"
        yield Finding.of(settings[0] if settings else service, part="format-on-save", problem=problem)


def _editor_files(service: Service) -> tuple[list[Node], list[Node]]:
    """What recommends extensions and what holds settings, development containers included."""
    extensions, settings = [], []
    for file in service.all_of(JsonFile):
        folder, name = file.path.split("/")[-2:] if "/" in file.path else ("", file.path)
        if (folder, name) == (".vscode", "extensions.json"):
            extensions.append(file.root)
        elif (folder, name) == (".vscode", "settings.json"):
            settings.append(file.root)
        elif name.endswith("devcontainer.json"):
            custom = file.root.get("customizations", "vscode") or file.root
            extensions += [n for n in [custom.get("extensions")] if n is not None]
            settings += [n for n in [custom.get("settings")] if n is not None]
    return extensions, settings
