"""The command of the container runs inside a shell, which keeps signals to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.dockerfile import Dockerfile, Instruction
from fastapi_lint.facts.files.images import builds_python, started_by
from fastapi_lint.model.finding import Finding

_SHELLS = frozenset({"sh", "bash", "/bin/sh", "/bin/bash", "dash", "ash"})
_INIT = ("tini", "dumb-init", "s6-", "supervisord", "pid1", "catatonit")


def check(dockerfile: Dockerfile) -> Iterator[Finding]:
    started = started_by(dockerfile) if builds_python(dockerfile) else ()
    if any(word in i.command for i in started for word in _INIT):
        return
    for instruction in started:
        if _is_shell(instruction) and not re.search(r"(?:^|\s|&&|;)exec\s", instruction.command):
            yield Finding.of(instruction, command=instruction.command[:60])


def _is_shell(instruction: Instruction) -> bool:
    if not instruction.is_exec:
        return bool(instruction.text) and not instruction.text.startswith("[")
    return instruction.words[0:1] != () and instruction.words[0] in _SHELLS and "-c" in instruction.words
