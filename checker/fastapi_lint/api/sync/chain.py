"""How many bytes of AGENTS.md files Codex reads on the way into a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def chain(root: Path, written: Mapping[str, str], paths: Sequence[str]) -> dict[str, int]:
    """The AGENTS.md files on the fullest way from the repository's root into this project, with their bytes.

    `written` are the texts that are about to be written, `paths` the files below `root`.
    """
    above = {f"{up}AGENTS.md": _size_of(folder / "AGENTS.md") for up, folder in _above(root)}
    sizes = {path: size for path, size in above.items() if size is not None}
    own = written.get("AGENTS.md")
    size = len(own.encode("utf-8", "surrogateescape")) if own is not None else _size_of(root / "AGENTS.md")
    sizes |= {"AGENTS.md": size} if size is not None else {}
    nested = {path: _size_of(root / path) or 0 for path in paths if path.endswith("/AGENTS.md") and path[:3] != "../"}
    ways = [{p: n for p, n in nested.items() if end.startswith(p.removesuffix("AGENTS.md"))} for end in nested]
    return sizes | max(ways, key=lambda way: sum(way.values()), default={})


def _above(root: Path) -> list[tuple[str, Path]]:
    """(`../…`, folder) for each folder from the repository's root down to the one above the project."""
    folders = []
    for n, folder in enumerate((root, *root.parents)):
        if n:
            folders.append(("../" * n, folder))
        if (folder / ".git").exists():
            return folders[::-1]
    return []


def _size_of(file: Path) -> int | None:
    return file.stat().st_size if file.is_file() else None
