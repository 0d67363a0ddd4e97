"""docs/images/*.svg: real runs in a terminal, as pictures that need no font and no network."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from pages.recorded import ROOT, plain_environment

COLUMNS, ROWS = 100, 60
_FONT_FACES = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_FORMAT = _FONT_FACES.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, monospace", _FONTS)
_THEME = TerminalTheme(
    (16, 22, 30),
    (219, 226, 234),
    [(72, 84, 98), (255, 123, 114), (86, 211, 164), (240, 195, 94), (121, 184, 255), (210, 168, 255), (86, 212, 221),
     (219, 226, 234)],
)  # fmt: skip


class Picture(NamedTuple):
    """`folder` lies in the repository, `command` is what stands behind `fastapi-lint`."""

    path: str
    folder: str
    command: str


PICTURES = (
    Picture("docs/images/check.svg", "fixtures/sample", "check --select concurrency,shadowed-route"),
    Picture("docs/images/contract.svg", "fixtures/orders", "contract"),
)


def drawn(picture: Picture) -> str:
    """The picture of today's run, as SVG."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name, Path(picture.folder).name).resolve()
        shutil.copytree(ROOT / picture.folder, place, ignore=shutil.ignore_patterns(".*_cache", "__pycache__"))
        printed = _in_a_terminal(place, shlex.split(picture.command))
    console = Console(width=COLUMNS, record=True, file=StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.assemble(("$ ", "green bold"), f"fastapi-lint {picture.command}"), end="\n\n")
    console.print(Text.from_ansi(printed.rstrip()))
    title = f"fastapi-lint {picture.command.partition(' ')[0]}"
    svg = console.export_svg(title=title, theme=_THEME, code_format=_FORMAT, unique_id="run")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def _in_a_terminal(place: Path, arguments: list[str]) -> str:
    """What a person would see in a terminal of COLUMNS."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {**plain_environment(), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "fastapi_lint", *arguments], cwd=place, env=environment, stdout=theirs, stdin=theirs
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", closefd=True) as terminal:
        read = b"".join(iter(lambda: _chunk(terminal.fileno()), b""))
    if process.wait() not in {0, 1}:
        raise RuntimeError(read.decode())
    return read.decode().replace("\r\n", "\n").replace(f"{place}/", "")


def _chunk(terminal: int) -> bytes:
    """What was written next; nothing when the other side has ended."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""
