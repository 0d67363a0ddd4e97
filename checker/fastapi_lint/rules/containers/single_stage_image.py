"""The image is built in one stage, with everything that building needs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import builds_python, copies_from
from fastapi_lint.model.finding import Finding


def check(dockerfile: Dockerfile) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    if len(dockerfile.stages) < 2:
        yield Finding.of(dockerfile, problem="the image is built in one stage; copy the result into a second one")
    elif not any(copies_from(dockerfile, copy) for copy in dockerfile.effective("COPY")) and not _mounts(dockerfile):
        problem = "the last stage copies nothing from an earlier one, so it builds everything again"
        if len(dockerfile.lineage()) > 1:
            problem = "the last stage stands on one that builds, so whatever building needs is in the image that runs"
        yield Finding.of(dockerfile, problem=problem)


def _mounts(dockerfile: Dockerfile) -> bool:
    """Whether a RUN takes files of an earlier stage by a mount."""
    return any("from=" in run.flags.get("mount", "") for run in dockerfile.effective("RUN"))
