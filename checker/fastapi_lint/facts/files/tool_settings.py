"""Where tools keep their settings: a table of pyproject.toml, or a file of their own."""

from __future__ import annotations

from fastapi_lint.facts.files.listing import ProjectFiles
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.settings_files import IniFile, JsonFile, TomlFile

_TOOL_FILES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "coverage": ((".coveragerc", ()),),
    "mypy": (("mypy.ini", ("mypy",)), (".mypy.ini", ("mypy",)), ("setup.cfg", ("mypy",))),
    "pyright": (("pyrightconfig.json", ()),),
    "pytest": (("pytest.ini", ("pytest",)), ("tox.ini", ("pytest",)), ("setup.cfg", ("tool:pytest",))),
    "ruff": (("ruff.toml", ()), (".ruff.toml", ())),
    "uv": (("uv.toml", ()),),
}
"""Files by tool, with the keys that lead to the settings; the tool itself looks at them first."""


def settings_of(files: ProjectFiles, folder: str, tool: str) -> Node | None:
    """The settings of a tool in one folder ("" or ending with `/`)."""
    for name, keys in _TOOL_FILES.get(tool, ()):
        root = _root_of(files, folder + name)
        if root is not None and (node := root.get(*keys)) is not None:
            return node
    pyproject = files.file(f"{folder}pyproject.toml", Manifest)
    node = pyproject.root.get("tool", tool) if pyproject is not None else None
    return node.get("ini_options") or node if node is not None and tool == "pytest" else node


def _root_of(files: ProjectFiles, path: str) -> Node | None:
    fact = files.file(path, object)
    return fact.root if isinstance(fact, TomlFile | IniFile | JsonFile | Manifest) else None
