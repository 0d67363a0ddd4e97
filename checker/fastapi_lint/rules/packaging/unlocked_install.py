"""An image or a pipeline installs without the lock file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_SYNC = re.compile(r"\buv sync\b|\bpdm (?:install|sync)\b|\bpipenv install\b")
_LOCKED = re.compile(r"--(?:frozen|locked|frozen-lockfile|deploy|system --deploy)\b")
_WHEEL = re.compile(r"\bpip3? install\b.*\.whl")


def check(service: Service) -> Iterator[Finding]:
    if not service.repository_has("uv.lock", "pdm.lock", "Pipfile.lock"):
        return
    commands = list(lines(service, "image", "pipeline"))
    by_environment = _locks_by_environment(service)
    from_lock = any(re.search(r"\buv (?:sync|export)\b|requirements", line.text) for line in commands)
    for line in commands:
        if _SYNC.search(line.text) and not _LOCKED.search(line.text) and not by_environment:
            problem = "may install other versions than the lock file names; pass `--locked` or `--frozen`"
            yield Finding.of(line, command=line.text[:60], problem=problem)
        elif _WHEEL.search(line.text) and line.where == "image" and not from_lock and "--no-deps" not in line.text:
            problem = "resolves the dependencies anew; export them from the lock file and install those first"
            yield Finding.of(line, command=line.text[:60], problem=problem)


def _locks_by_environment(service: Service) -> bool:
    names = ("UV_FROZEN", "UV_LOCKED")
    for dockerfile in service.dockerfiles:
        if any(n in i.text for stage in dockerfile.stages for i in stage.named("ENV", "ARG") for n in names):
            return True
    keys = {key for w in service.workflows for path, _ in w.root.walk() for key in path[-1:]}
    return bool(keys.intersection(names))
