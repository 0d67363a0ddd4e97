"""Manifests: pyproject.toml (PEP 621, dependency groups, Poetry, PDM, uv), requirements files, setup.cfg, Pipfile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.manifest import Manifest, Requirement, normal
from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.project.ini_tree import ini_tree
from fastapi_lint.project.toml_tree import toml_tree

_CONSTRAINT = re.compile(r"(\^|~(?![=]))\s*(\d+(?:\.\d+)*)\S*")


def manifest(path: str, text: str) -> Manifest:
    """The manifest of a file by its name; Invalid when it cannot be read."""
    name = path.rpartition("/")[2]
    if name == "pyproject.toml":
        return _pyproject(path, toml_tree(path, text))
    if name == "setup.cfg":
        return _setup_cfg(path, ini_tree(path, text))
    if name == "Pipfile":
        root = toml_tree(path, text)
        found = (*_table(root.get("packages"), ""), *_table(root.get("dev-packages"), "dev"))
        return Manifest(path, root.at, "pipfile", root, found, _python(root.get("requires", "python_version"), "=="))
    return _requirements(path, text)


def _pyproject(path: str, root: Node) -> Manifest:
    project, poetry = root.get("project"), root.get("tool", "poetry")
    found = list(_listed(root.elements("project", "dependencies"), ""))
    for group, node in (*root.items("project", "optional-dependencies"), *root.items("dependency-groups")):
        found += _listed(node.elements(), group)
    found += _listed(root.elements("tool", "uv", "dev-dependencies"), "dev")
    for group, node in root.items("tool", "pdm", "dev-dependencies"):
        found += _listed(node.elements(), group)
    found += _table(root.get("tool", "poetry", "dependencies"), "")
    found += _table(root.get("tool", "poetry", "dev-dependencies"), "dev")
    for group, node in root.items("tool", "poetry", "group"):
        found += _table(node.get("dependencies"), group)
    python = root.get("project", "requires-python") or root.get("tool", "poetry", "dependencies", "python")
    at = (project or poetry or root).at
    return Manifest(path, at, "pyproject", root, tuple(found), _python(python))


def _setup_cfg(path: str, root: Node) -> Manifest:
    found = list(_lines(root.get("options", "install_requires"), ""))
    for group, node in root.items("options.extras_require"):
        found += _lines(node, group)
    at = (root.get("metadata") or root.get("options") or root).at
    return Manifest(path, at, "setup.cfg", root, tuple(found), _python(root.get("options", "python_requires")))


def _requirements(path: str, text: str) -> Manifest:
    group = _group_of(path)
    at = Location(path, 1, 1, 1, 1)
    found = []
    joined, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        start = start if joined else number
        joined += re.sub(r"(^|\s)#.*$", "", line).strip()
        if joined.endswith("\\"):
            joined = joined[:-1] + " "
            continue
        plain = re.split(r"\s--?[a-z]", joined)[0]
        if plain and not plain.startswith("-"):
            place = Location(path, start, 1, start, len(line) + 1)
            found += [r for r in (_requirement(plain, place, group),) if r is not None]
        joined = ""
    return Manifest(path, at, "requirements", Node({}, at), tuple(found))


def _group_of(path: str) -> str:
    """The group that a requirements file stands for: "" for what runs in production."""
    words = set(re.split(r"[-_./]", path.rpartition("/")[2].lower()))
    return next(
        (w for w in ("dev", "develop", "test", "tests", "testing", "lint", "docs", "ci", "local") if w in words), ""
    )


def _listed(nodes: tuple[Node, ...], group: str) -> Iterator[Requirement]:
    found = (_requirement(node.text(), node.at, group) for node in nodes if isinstance(node.value, str))
    return (r for r in found if r is not None)


def _lines(node: Node | None, group: str) -> Iterator[Requirement]:
    if node is not None:
        for number, line in enumerate(node.raw.splitlines()):
            at = Location(node.at.path, node.text_line + number, 1, node.text_line + number, 1)
            found = _requirement(line.strip(), at, group)
            if found is not None:
                yield found


def _requirement(text: str, at: Location, group: str) -> Requirement | None:
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Pep508

    try:
        read = Pep508(text)
    except InvalidRequirement:
        return _unreadable(text, at, group)
    specifier = ",".join(sorted(map(str, read.specifier)))
    return Requirement(normal(read.name), specifier, at, group, tuple(sorted(read.extras)), read.url or "")


def _unreadable(text: str, at: Location, group: str) -> Requirement | None:
    """A requirement of which at least the name or the egg of a URL can be told."""
    match = re.search(r"#egg=([\w.-]+)", text) or re.match(r"([A-Za-z0-9][\w.-]*)(?=\s*[<>=~!\[;]|\s*$)", text)
    return Requirement(normal(match[1]), None, at, group, url=text if "://" in text else "") if match else None


def _table(node: Node | None, group: str) -> Iterator[Requirement]:
    """Poetry's and Pipenv's tables: name = constraint, or a table with `version`, `git`, `path`, `extras`."""
    for name, value in node.items() if node is not None else ():
        if name == "python":
            continue
        url = value.text("git") or value.text("url") or value.text("path") or value.text("file")
        written = value.text("version") if isinstance(value.value, dict) else value.text()
        extras = tuple(sorted(e.text() for e in value.elements("extras")))
        optional = "optional" if value.text("optional") == "true" else ""
        yield Requirement(normal(name), _pep440(written), value.at, group or optional, extras, url)


def _python(node: Node | None, default: str = "") -> Requirement | None:
    if node is None or not node.text():
        return None
    text = node.text()
    return Requirement("python", _pep440(default + text if text[0].isdigit() else text), node.at)


def _pep440(constraint: str) -> str | None:
    """A constraint of Poetry as PEP 440 writes it; None when it cannot be said there."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    parts = []
    for part in (p.strip() for p in constraint.split(",")):
        match = _CONSTRAINT.fullmatch(part)
        if match:
            parts.append(f">={match[2]},<{_next(match[1], match[2])}")
        elif part[:1].isdigit():
            parts.append(f"=={part}")
        elif part not in {"*", ""}:
            parts.append(part)
    try:
        SpecifierSet(",".join(parts))
    except InvalidSpecifier:
        return None
    return ",".join(parts)


def _next(operator: str, version: str) -> str:
    """The first version that `^` or `~` excludes."""
    numbers = [int(n) for n in version.split(".")]
    if operator == "~":
        index = 0 if len(numbers) == 1 else 1
    else:
        index = next((i for i, n in enumerate(numbers) if n), len(numbers) - 1)
    return ".".join(map(str, [*numbers[:index], numbers[index] + 1]))
