"""Command lines that start a service: of its images, compose services, workloads, recipes and documents."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record, field

if TYPE_CHECKING:
    from fastapi_lint.facts.files.dockerfile import Dockerfile
    from fastapi_lint.facts.files.service import Service

SERVERS = ("granian", "uvicorn", "gunicorn", "hypercorn", "daphne", "fastapi")
_WORKER_VARIABLES = ("WEB_CONCURRENCY", "GRANIAN_WORKERS", "UVICORN_WORKERS", "WORKERS", "MAX_WORKERS")
_ASIDE = ("dev", "test", "local", "override", "ci.", "debug")


class Launch(Record, eq=True):
    """One command. `server` is the program that serves, "" for a script; `variables` are those set beside it."""

    words: tuple[str, ...]
    at: Location
    server: str
    variables: dict[str, str] = field(default_factory=dict)

    def option(self, *names: str) -> str | None:
        """The value of `--name value` or `--name=value`, None when it is not given."""
        for index, word in enumerate(self.words):
            name, equals, value = word.partition("=")
            if name in names:
                return value if equals else next(iter(self.words[index + 1 :]), "")
        return None

    @property
    def workers(self) -> str | None:
        """The number of workers as written, from an option or a variable; None when nothing sets it."""
        given = self.option("--workers", "-w")
        variable = next((self.variables[v] for v in _WORKER_VARIABLES if v in self.variables), None)
        return given if given is not None else variable


def launch(command: str | tuple[str, ...], at: Location, variables: dict[str, str] | None = None) -> Launch | None:
    """The launch that a command line is, None when it starts no server and no script of Python."""
    words = _split(command) if isinstance(command, str) else command
    if len(words) == 3 and words[0].rpartition("/")[2] in ("sh", "bash") and words[1].endswith("c"):
        words = _split(words[2])
    plain = [w.rpartition("/")[2] for w in words]
    server = next((w for w in plain if w in SERVERS), "")
    if server == "fastapi" and not {"run", "dev"} & set(plain):
        return None
    script = any(w.startswith("python") for w in plain) and any(w.endswith(".py") or w == "-m" for w in words)
    if not server and not script:
        return None
    return Launch(tuple(words), at, "uvicorn" if server == "fastapi" else server, variables or {})


def production_launches(service: Service) -> Iterator[Launch]:
    """How images, compose services and workloads of a deployment start the service."""
    for dockerfile in service.dockerfiles:
        if not _is_aside(dockerfile.path) and (found := _of_image(dockerfile)) is not None:
            yield found
    for compose in service.composes:
        for part in compose.services if not _is_aside(compose.path) else ():
            variables = {k: v.text() for k, v in part.environment.items()}
            node = part.node.get("command")
            foreign = part.image.partition(":")[0].rpartition("/")[2] == "redis"
            if node is not None and not foreign and (found := _of_node(node, variables)) is not None:
                yield found
    for kubernetes in service.kubernetes:
        for container in kubernetes.containers():
            words = (*container.node.texts("command"), *container.node.texts("args"))
            if words and (found := launch(words, container.at)) is not None:
                yield found


def _of_image(dockerfile: Dockerfile) -> Launch | None:
    if not dockerfile.stages:
        return None
    last = {i.name: i for i in dockerfile.effective("ENTRYPOINT", "CMD")}
    started = [last[n] for n in ("ENTRYPOINT", "CMD") if n in last]
    words = tuple(w for i in started for w in i.words)
    variables = dict(pair for i in dockerfile.effective("ENV") for pair in _pairs(i.words))
    return launch(words, started[-1].at, variables) if started else None


def _pairs(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(words) == 2 and "=" not in words[0]:
        yield words[0], words[1]
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            yield name, value


def _of_node(node: Node, variables: dict[str, str]) -> Launch | None:
    words = node.texts()
    return launch(words[0] if len(words) == 1 else words, node.at, variables) if words else None


def development_launches(service: Service) -> Iterator[Launch]:
    """How recipes and editor settings start it on a developer's machine."""
    for makefile in service.makefiles:
        for target in makefile.targets:
            for line in target.recipe:
                found = launch(line.text, line.at)
                if found is not None and ("--reload" in found.words or "dev" in (target.name, *found.words)):
                    yield found


def _is_aside(path: str) -> bool:
    return any(word in path.rpartition("/")[2].lower() for word in _ASIDE)


def _split(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError:
        return tuple(command.split())
