"""A router gets a child after it was itself included."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import text
from fastapi_lint.facts.files.framework_versions import requirement
from fastapi_lint.facts.files.requirement_ranges import oldest_version
from fastapi_lint.facts.interface.registered import mounts_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Mount
from fastapi_lint.model.finding import Finding

_LIVE_SINCE = (0, 137)
"""Since FastAPI 0.137 an included router stays linked to its parent, so the order no longer matters."""


def check(mount: Mount, project: Project) -> Iterator[Finding]:
    if mount.kind != "include" or not mount.parent:
        return
    oldest = oldest_version(requirement(project, mount.module, "fastapi") or "")
    inclusions = [m for m in mounts_of(project, mount.parent) if m.kind == "include"]
    comparable = all(m.module is mount.module and m.function is mount.function for m in inclusions)
    if inclusions and comparable and () < oldest < _LIVE_SINCE and all(m.at < mount.at for m in inclusions):
        child, parent = mount.site.call.argument(0, "router"), mount.parent.rpartition(".")[2]
        yield Finding.of(mount, child=text(child), parent=parent)
