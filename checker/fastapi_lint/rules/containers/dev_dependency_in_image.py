"""The image holds packages that only development needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.dockerfile import Dockerfile, Stage
from fastapi_lint.facts.files.images import builds_python, copies_from, shell_commands
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_FILE = re.compile(r"\binstall\b.*-r\s*\S*requirements[-_/.]?(?:dev|test|lint)\S*|--group[ =](?:dev|test)|--all-groups")
_BY_DEFAULT = re.compile(r"\buv sync\b(?!.*(?:--no-dev|--no-default-groups|--only-group|--no-group))")
_POETRY = re.compile(r"\bpoetry install\b(?!.*(?:--only|--without|--no-dev))")


def check(service: Service) -> Iterator[Finding]:
    for dockerfile in service.dockerfiles:
        for stage in _kept(dockerfile) if builds_python(dockerfile) else ():
            patterns = [_FILE, *_by_default(service, stage)]
            for run in stage.named("RUN"):
                if "--no-dev" in run.command:  # the other branch of a condition
                    continue
                commands = (c for c in shell_commands(run) if any(pattern.search(c) for pattern in patterns))
                yield from (Finding.of(run, command=command[:60]) for command in commands)


def _by_default(service: Service, stage: Stage) -> Iterator[re.Pattern[str]]:
    """The commands that install what the manifest declares for development, unless they are told not to."""
    root = service.manifest.root
    told_not_to = any("UV_NO_DEV" in env.text for env in stage.named("ENV", "ARG"))
    if (root.has("dependency-groups", "dev") or root.has("tool", "uv", "dev")) and not told_not_to:
        yield _BY_DEFAULT
    if root.has("tool", "poetry", "group"):
        yield _POETRY


def _kept(dockerfile: Dockerfile) -> list[Stage]:
    """The stages whose files get into the image."""
    found = list(dockerfile.lineage())
    for copy in (c for stage in dockerfile.lineage() for c in stage.named("COPY")):
        source = copies_from(dockerfile, copy)
        found += [s for s in dockerfile.lineage(source) if s not in found] if source is not None else []
    return found
