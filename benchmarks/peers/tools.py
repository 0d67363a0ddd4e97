"""The tools that are compared: how each is run, which of its messages are about which kind of defect."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.sites import SERVICE, Place

_PLACE = re.compile(r"(?:file=)?(?P<file>app/\w+\.py)(?::|,line=)(?P<line>\d+)|at (?P<there>app/\w+\.py):(?P<on>\d+)")
_TIMEOUT = 300


class Tool(NamedTuple):
    """`requirement` is fetched from PyPI by uv; "" stands for what this environment has. `messages` maps a kind of
    defect to what a line of the tool's output must contain to be about it; kinds without one the tool does not know.
    """

    name: str
    requirement: str
    command: tuple[str, ...]
    messages: Mapping[str, str]
    extra: str = ""

    @property
    def version(self) -> str:
        return self.requirement.partition("==")[2] or self.extra.partition("==")[2] or version(self.name)

    def places(self, kind: str, output: str) -> set[Place]:
        """The places that the tool names in what it says about a kind of defect."""
        told = (line for line in output.splitlines() if re.search(self.messages[kind], line))
        return {place for line in told for place in _places(line)}

    def run(self, python: str = sys.executable) -> str:
        """What it prints about a copy of the service; RuntimeError when it did not run to its end.

        `python` is the interpreter for tools from PyPI, some of which need 3.12.
        """
        with tempfile.TemporaryDirectory() as name:
            place = Path(name, "parcels").resolve()
            shutil.copytree(SERVICE, place, ignore=shutil.ignore_patterns(".*_cache", "__pycache__"))
            done = subprocess.run(
                self._line(python),
                cwd=place,
                env={**os.environ, "UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1"},
                capture_output=True,
                text=True,
                check=False,
                timeout=_TIMEOUT,
            )
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"{self.name} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout.replace(f"{place}/", "")

    def _line(self, python: str) -> list[str]:
        if not self.requirement:
            return [str(Path(sysconfig.get_path("scripts"), self.command[0])), *self.command[1:]]
        uv = str(Path(sysconfig.get_path("scripts"), "uv"))
        fetched = ["--from", self.requirement, *(["--with", self.extra] if self.extra else [])]
        return [uv, "tool", "run", "--quiet", "--python", python, *fetched, *self.command]


TOOLS = (
    Tool(
        "fastapi-lint",
        "",
        ("fastapi-lint", "check", "--no-cache", "--output-format", "github"),
        {
            "blocking": "title=blocking-",
            "unbound": "title=unbound-path-parameter",
            "unreachable": "title=(shadowed-route|unmounted-router)",
            "undocumented": "title=undocumented-error",
        },
    ),
    Tool(
        "ruff",
        "",
        ("ruff", "check", "--isolated", "--no-cache", "--select", "FAST,ASYNC", "--output-format", "concise"),
        {"blocking": r"ASYNC2\d\d", "unbound": "FAST003"},
    ),
    Tool(
        "flake8-async",
        "flake8",
        ("flake8", "--isolated", "--select", "ASYNC2"),
        {"blocking": r"ASYNC2\d\d"},
        "flake8-async==26.8.1",
    ),
    Tool("hydroid-cli", "hydroid-cli==0.5.0", ("hydroid", ".", "--python", sys.executable), {"blocking": ""}),
    Tool("blockpath", "blockpath==0.1.0", ("blockpath", "check", "."), {"blocking": ""}),
    Tool(
        "fastapi-therapist",
        "fastapi-therapist==0.4.0",
        ("fastapi-therapist", ".", "--annotations", "--no-vulture"),
        {"blocking": "FASTT00[1256]"},
    ),
    Tool("faex", "faex==0.1.0", ("faex", "check", "--format", "text", "."), {"undocumented": ""}),
)


def _places(line: str) -> Iterator[Place]:
    for found in _PLACE.finditer(line):
        yield Place(found["file"] or found["there"], int(found["line"] or found["on"]))
