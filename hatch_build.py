"""Puts the reference services into the wheel, where `fastapi-lint new` looks for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from pathspec import GitIgnoreSpec


class ReferenceServices(BuildHookInterface[Any]):
    """Includes what a service does not tell git to ignore: environments and caches stay out."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; an editable installation reads the repository instead."""
        if version == "editable":
            return
        for lock in Path(self.root, "fixtures").glob("*/uv.lock"):
            service = lock.parent
            for file in _files(service):
                inside = f"fastapi_lint/_services/{service.name}/{file.relative_to(service).as_posix()}"
                build_data["force_include"][str(file)] = inside


def _files(service: Path) -> Iterator[Path]:
    ignored = GitIgnoreSpec.from_lines((service / ".gitignore").read_text("utf-8").splitlines())
    for place, folders, names in os.walk(service):
        here = Path(place)
        shown = here.relative_to(service)
        folders[:] = [name for name in folders if not ignored.match_file(f"{(shown / name).as_posix()}/")]
        yield from (here / name for name in names if not ignored.match_file((shown / name).as_posix()))
