"""The marked lines of fixtures/peers: `# planted: NAME` is a defect, `# decoy: NAME` only looks like one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

SERVICE = Path(__file__).resolve().parents[2] / "fixtures/peers"

KINDS = {
    "blocking": "blocking calls on the event loop",
    "unbound": "path parameters that nothing takes",
    "unreachable": "routes that no request reaches",
    "undocumented": "errors that the document does not name",
}
"""How a name begins -> what the defects of that kind are."""

_MARK = re.compile(r"# (?P<what>planted|decoy): (?P<name>[\w-]+)$")


class Place(NamedTuple):
    file: str
    line: int


class Site(NamedTuple):
    """One defect or decoy; whoever names any of its places has named it."""

    kind: str
    name: str
    is_defect: bool


def sites(service: Path = SERVICE) -> dict[Place, Site]:
    """Place -> what is marked there; a mark on a decorator holds for the line below too."""
    return {place: site for file in sorted(service.rglob("*.py")) for place, site in _marked(service, file)}


def _marked(service: Path, file: Path) -> Iterator[tuple[Place, Site]]:
    path = file.relative_to(service).as_posix()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if found := _MARK.search(line):
            site = Site(_kind(found["name"]), found["name"], found["what"] == "planted")
            yield Place(path, number), site
            if line.startswith("@"):
                yield Place(path, number + 1), site


def _kind(name: str) -> str:
    return next(kind for kind in KINDS if name.startswith(kind))


def counts(found: Mapping[Place, Site]) -> dict[str, tuple[int, int]]:
    """Kind -> how many defects and how many decoys."""
    by_kind: dict[str, set[Site]] = defaultdict(set)
    for site in found.values():
        by_kind[site.kind].add(site)
    return {
        kind: (sum(s.is_defect for s in by_kind[kind]), sum(not s.is_defect for s in by_kind[kind])) for kind in KINDS
    }
