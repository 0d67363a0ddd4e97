"""The site of docs/, built once for all tests of a run, however many processes it has."""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sysconfig
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "zensical.toml"
DOCS = ROOT / "docs"

_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z]+:|//")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Site:
    """`folder` holds the pages, `said` is what the builder printed, `code` how it ended."""

    def __init__(self, project: Path) -> None:
        self.folder = project / "site"
        self.code, _, self.said = (project / "answer").read_text("utf-8").partition("\n")

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths of all files, below the folder."""
        return frozenset(f.relative_to(self.folder).as_posix() for f in self.folder.rglob("*") if f.is_file())

    @cached_property
    def pages(self) -> dict[str, str]:
        """Path below the folder -> HTML."""
        return {path: (self.folder / path).read_text("utf-8") for path in self.files if path.endswith(".html")}

    @cached_property
    def anchors(self) -> dict[str, frozenset[str]]:
        """Path of a page -> the anchors on it."""
        return {path: frozenset([*_ID.findall(html), "", "__skip"]) for path, html in self.pages.items()}

    def broken_links(self, path: str) -> list[str]:
        """The links of a page that lead to no file or no anchor of the site; other sites are not asked."""
        return [link for link in sorted(set(_LINK.findall(self.pages[path]))) if self._is_broken(path, link)]

    def _is_broken(self, path: str, link: str) -> bool:
        if _ELSEWHERE.match(link):
            return False
        there, _, anchor = link.partition("#")
        place = normpath(join(dirname(path), unquote(there).partition("?")[0])) if there else path
        target = place if place in self.files else normpath(join(place, "index.html"))
        return target not in self.files or (target in self.anchors and unquote(anchor) not in self.anchors[target])


def built(project: Path, docs: Path = DOCS) -> Site:
    """The site of some pages, built in a folder of its own unless it was already."""
    project.mkdir(parents=True, exist_ok=True)
    with (project / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / "answer").is_file():
            shutil.copy(CONFIGURATION, project)
            shutil.copytree(docs, project / "docs")
            shutil.copytree(DOCS / "theme", project / "docs/theme", dirs_exist_ok=True)
            done = subprocess.run(
                [Path(sysconfig.get_path("scripts"), "zensical"), "build", "--clean", "--strict"],
                cwd=project,
                capture_output=True,
                text=True,
                check=False,
            )
            said = _COLOUR.sub("", done.stdout + done.stderr)
            (project / "answer").write_text(f"{done.returncode}\n{said}", encoding="utf-8")
    return Site(project)
