"""Two compose services publish the same port of the host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose, ComposeService
from fastapi_lint.facts.files.ports import published
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_VARIANT = re.compile(r"(?:prod|stag|test|dev|local|ci|override|deploy|debug|example|sample)")


def check(project: Project) -> Iterator[Finding]:
    seen: dict[str, tuple[ComposeService, Compose]] = {}
    met = tuple(project.files.of(Compose))
    yield from Finding.unless(met, "compose file")
    for compose in met:
        if _VARIANT.search(compose.path.lower()):
            continue
        for container in compose.services:
            for port in published(container):
                if not port.host.isdigit():
                    continue
                first, home = seen.setdefault(port.host, (container, compose))
                if first.name == container.name or not (first.is_built or container.is_built):
                    continue
                if not _excludes(first, container) and not _replaces(home, compose):
                    values = {"first": first.name, "second": container.name, "port": port.host, "path": home.path}
                    yield Finding(port.at, values)


def _replaces(first: Compose, second: Compose) -> bool:
    """Whether two files describe the same services, so that one of them is started instead of the other."""
    return first is not second and bool({s.name for s in first.services} & {s.name for s in second.services})


def _excludes(first: ComposeService, second: ComposeService) -> bool:
    """Whether profiles keep the two from running together."""
    profiles = set(first.node.texts("profiles")), set(second.node.texts("profiles"))
    return bool(profiles[0] or profiles[1]) and not profiles[0] & profiles[1]
