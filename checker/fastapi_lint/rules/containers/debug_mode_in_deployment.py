"""What is deployed runs in debug mode or reloads on change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.images import builds_python, started_by
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_RELOADS = re.compile(r"\s--reload\b(?!-)|\bfastapi dev\b|\bgranian\b.*\s--reload\b")
_ON = frozenset({"true", "1", "yes", "on"})


def check(service: Service, params: Params) -> Iterator[Finding]:
    for at, command in _commands(service, params):
        if _RELOADS.search(command):
            yield Finding(at, {"problem": "what is deployed reloads on change; leave `--reload` out"}, part="reload")
    for at, name, value in _variables(service, params):
        if name in params.settings and value.strip("'\"").lower() in _ON:
            part = "reload" if "RELOAD" in name else "debug"
            yield Finding(at, {"problem": f"`{name}` is on in what is deployed; switch it off"}, part=part)


def _is_deployment(path: str, params: Params) -> bool:
    name = path.rpartition("/")[2].lower()
    return any(word.strip("*") in name for word in params.deployments)


def _commands(service: Service, params: Params) -> Iterator[tuple[Location, str]]:
    for dockerfile in service.dockerfiles:
        yield from ((i.at, i.command) for i in started_by(dockerfile) if builds_python(dockerfile))
    for compose in service.composes:
        for container in compose.services if _is_deployment(compose.path, params) else ():
            node = container.node.get("command")
            if node is not None:
                yield node.at, " ".join(node.texts())
    for kubernetes in service.kubernetes:
        for pod in kubernetes.containers():
            yield pod.at, " ".join((*pod.node.texts("command"), *pod.node.texts("args")))


def _variables(service: Service, params: Params) -> Iterator[tuple[Location, str, str]]:
    """(place, name, value) of what the environment of a deployment sets."""
    for dockerfile in service.dockerfiles:
        for env in dockerfile.effective("ENV") if builds_python(dockerfile) else ():
            for word in env.words:
                yield env.at, *word.partition("=")[::2]
    for compose in service.composes:
        for container in compose.services if _is_deployment(compose.path, params) else ():
            yield from ((node.at, name, node.raw) for name, node in container.environment.items())
    for file in service.env_files:
        yield from ((e.at, e.key, e.value) for e in file.entries if _is_deployment(file.path, params))
    for kubernetes in service.kubernetes:
        for pod in kubernetes.containers():
            for item in pod.node.elements("env"):
                value = item.get("value")
                if value is not None:
                    yield value.at, item.text("name"), value.text()
