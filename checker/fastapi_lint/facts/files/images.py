"""Which Dockerfiles build a Python service, what their images start, and what they are for."""

from __future__ import annotations

import re

from fastapi_lint.facts.files.dockerfile import Dockerfile, Instruction, Stage

_PYTHON_IMAGE = re.compile(r"(?:^|/)(?:python|uv|pypy|conda|micromamba|miniconda3|poetry|uvicorn-gunicorn[^/]*)$")
_PYTHON_WORK = re.compile(r"\b(?:pip3?|uv|poetry|pdm|pipenv|python3?|uvicorn|gunicorn|granian|hypercorn)\b")
_ASIDE = re.compile(
    r"(?:^|[._/-])(?:dev|devel|development|devcontainer|test|tests|testing|local|ci|docs|template|lambda)(?:$|[._/-])"
)
_HEREDOC_SPLIT = re.compile(r"&&|\|\||;|\n")


def builds_python(dockerfile: Dockerfile) -> bool:
    """Whether the image is one of a Python program; those for development, tests and documentation do not count."""
    if not dockerfile.stages or _ASIDE.search(dockerfile.path.lower()):
        return False
    lineage = dockerfile.lineage()
    if any(_PYTHON_IMAGE.search(stage.repository) for stage in lineage):
        return True
    return any(_PYTHON_WORK.search(i.command) for s in lineage for i in s.named("RUN", "CMD", "ENTRYPOINT"))


def started_by(dockerfile: Dockerfile) -> tuple[Instruction, ...]:
    """The ENTRYPOINT and the CMD that count, in this order."""
    last = {i.name: i for i in dockerfile.effective("ENTRYPOINT", "CMD")}
    return tuple(last[name] for name in ("ENTRYPOINT", "CMD") if name in last)


def base_of(dockerfile: Dockerfile) -> Stage:
    """The stage whose image the final one stands on."""
    return dockerfile.lineage()[0]


def shell_commands(instruction: Instruction) -> tuple[str, ...]:
    """The single commands of a RUN, CMD or ENTRYPOINT, without leading and trailing space."""
    return tuple(part.strip() for part in _HEREDOC_SPLIT.split(instruction.command) if part.strip())


def copies_from(dockerfile: Dockerfile, instruction: Instruction) -> Stage | None:
    """The earlier stage that a COPY takes files from."""
    return dockerfile.stage(instruction.flags.get("from", "") or " ")
