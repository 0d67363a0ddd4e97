"""The image that runs holds tools for building."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.model.finding import Finding

_INSTALL = re.compile(r"\b(?:apt-get|apt|apk|yum|dnf|microdnf)\b[^&|;]*\b(?:install|add)\b([^&|;]*)")
_REMOVE = re.compile(r"\b(?:apk del|purge|autoremove|apt-get remove|(?:dnf|yum) (?:erase|remove))\b")


def check(dockerfile: Dockerfile, params: Params) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    for run in dockerfile.effective("RUN"):
        installed = [word for found in _INSTALL.findall(run.command) for word in found.split()]
        for package in installed if not _REMOVE.search(run.command) else ():
            if any(_matches(package, wanted) for wanted in params.packages):
                yield Finding.of(run, tool=package)
    for copy in dockerfile.effective("COPY"):
        source = copy.flags.get("from", "")
        if any(source.startswith(image) for image in params.copied):
            yield Finding.of(copy, tool=source)


def _matches(package: str, wanted: str) -> bool:
    plain = package.partition("=")[0]
    return plain == wanted or (wanted.startswith("*") and plain.endswith(wanted[1:]) and not plain.startswith("-"))
