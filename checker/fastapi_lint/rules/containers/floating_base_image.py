"""The version of a base image is left open."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.model.finding import Anchored, Finding

_CODE_NAMES = frozenset({"bullseye", "bookworm", "trixie", "forky", "focal", "jammy", "noble"})


def check(dockerfile: Dockerfile) -> Iterator[Finding]:
    for image, at in _images(dockerfile) if builds_python(dockerfile) else ():
        tag = image.rpartition("/")[2].partition(":")[2]
        if "@" not in image and "$" not in image and image != "scratch" and not _names_a_release(tag):
            yield Finding.of(at, image=image)


def _names_a_release(tag: str) -> bool:
    """Whether a tag holds a number, or the code name of a release of Debian or Ubuntu."""
    return any(c.isdigit() for c in tag) or not _CODE_NAMES.isdisjoint(tag.split("-"))


def _images(dockerfile: Dockerfile) -> Iterator[tuple[str, Anchored]]:
    """Every image that the build takes from a registry, with its place."""
    for stage in dockerfile.stages:
        if stage.image:
            yield stage.image, stage
        for copy in stage.named("COPY"):
            source = copy.flags.get("from", "")
            if "/" in source or ":" in source:
                yield source, copy
