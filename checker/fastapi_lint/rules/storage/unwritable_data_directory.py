"""The user of an image may not write to the directories in which the service keeps its files."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_GRANTS = ("chown", "chmod", "install ", "mkdir")


def check(service: Service, params: Params) -> Iterator[Finding]:
    relative = [
        e.key for f in service.env_files for e in f.entries if e.key in params.settings and not e.value.startswith("/")
    ]
    if not relative:
        yield Finding.nothing("relative directory in an env file")
        return
    mounted = any(part.node.has("volumes") for c in service.composes for part in c.services if part.is_built)
    yield from Finding.unless(service.dockerfiles, "Dockerfile")
    for dockerfile in service.dockerfiles:
        users = dockerfile.effective("USER") if dockerfile.stages else ()
        if users and users[-1].text not in ("root", "0") and not mounted and not _grants(dockerfile):
            yield Finding.of(users[-1], setting=relative[0], user=users[-1].text)


def _grants(dockerfile: Dockerfile) -> bool:
    """Whether some instruction gives the user a directory of its own."""
    if dockerfile.effective("VOLUME"):
        return True
    given = any(word in i.command for i in dockerfile.effective("RUN") for word in _GRANTS)
    return given or any("chown" in f for i in dockerfile.effective("COPY", "ADD") for f in i.flags)
