"""The walk: adopt, plant, mend, move; each step gives a figure and what it has to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.adoption.moving import pushed_down, renamable, rename, swapped
from benchmarks.adoption.planted import DEFECTS
from benchmarks.adoption.repository import Repository

_MENDED = 20
_SOURCE = "https://git.example/fastapi-lint.git@v1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with its goal, which is None where any number will do."""

    name: str
    got: int
    wanted: int | None
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.wanted is None or self.got == self.wanted


def walk(project: Path, copy: Path, profile: str = "") -> Iterator[Figure]:
    """Takes the steps on a copy of the project in the empty folder `copy`; `profile` "" is what init proposes."""
    repository = Repository(project, copy)
    repository.lint("init", "--yes", "--source", _SOURCE, *(["--profile", profile] if profile else []))
    repository.commit("Adopt the rulebook")
    yield Figure("findings accepted by init", len(repository.accepted()), None)
    yield Figure("new right after init", len(repository.reported()), 0)
    yield Figure("files that a second init changes", _changed_by_init(repository), 0)
    yield from _planting(repository)
    yield from _mending(repository)
    yield from _moving(repository)


def _changed_by_init(repository: Repository) -> int:
    repository.lint("init", "--yes", "--source", _SOURCE)
    return len(repository.git("status", "--porcelain").splitlines())


def _planting(repository: Repository) -> Iterator[Figure]:
    """Defects in files that have none of their own to hide among, as uncommitted work."""
    paths = _application(repository)[: len(DEFECTS)]
    for path, text in zip(paths, DEFECTS.values(), strict=True):
        repository.append(path, f"\n{text}")
    planted = sorted(zip(paths, DEFECTS, strict=True))
    for options in (("--changed-since", "HEAD"), ("--changed-since", "HEAD", "--no-baseline")):
        found = sorted((d["path"], d["rule"]) for d in repository.reported(*options))
        hits = sum(pair in found for pair in planted)
        name = f"of {len(DEFECTS)} planted, reported by {' '.join(options)}"
        yield Figure(name, hits, len(DEFECTS))
        yield Figure("and beside them", len(found) - hits, 0, ", ".join(map(str, set(found) - set(planted))))
    repository.take_back()


def _mending(repository: Repository) -> Iterator[Figure]:
    """Repairs of files whose findings add up to twenty; the rule is the one with the most repairs."""
    safe = [d for d in repository.reported("--no-baseline") if d["fix"] and d["fix"]["safety"] == "safe"]
    (rule, _), *_ = Counter(d["rule"] for d in safe).most_common(1)
    files = _adding_up(Counter(d["path"] for d in safe if d["rule"] == rule), _MENDED)
    before = len(repository.accepted())
    repository.lint("check", *files, "--fix", "--no-baseline", "--select", rule)
    yield Figure("new after mending", len(repository.reported()), 0)
    told = repository.lint("baseline", "--prune").splitlines()[-1]
    dropped = int(told.partition(": ")[2].partition(" ")[0])
    yield Figure(f"{rule} mended, dropped by baseline --prune", dropped, _MENDED, told)
    yield Figure("entries less in the baseline", before - len(repository.accepted()), _MENDED)
    repository.commit("Mend twenty")


def _moving(repository: Repository) -> Iterator[Figure]:
    holders = Counter(entry["path"] for entry in repository.accepted() if entry["path"].endswith(".py"))
    pushed = repository.rewrite(holders, pushed_down)
    yield Figure(f"new after pushing the code of {pushed} files down", len(repository.reported()), 0)
    exchanged = repository.rewrite(holders, swapped)
    yield Figure(f"new after swapping functions and classes in {exchanged} files", len(repository.reported()), 0)
    path = renamable(repository.root, holders)
    if path is not None:
        others = len(list(rename(repository.root, path)))
        note = f"{path}, which {others} modules import, has {holders[path]} findings"
        yield Figure("new after renaming a file as well", len(repository.reported()), 0, note)
    yield Figure("dropped by pruning then", _dropped(repository), 0)


def _dropped(repository: Repository) -> int:
    told = repository.lint("baseline", "--prune").splitlines()[-1]
    return int(told.partition(": ")[2].partition(" ")[0])


def _application(repository: Repository) -> list[str]:
    """Modules of the application, spread over its folders: those about which something was found come last."""
    app = {e["path"] for e in repository.accepted()}
    tops = {path.split("/")[0] for path in app if path.endswith(".py")}
    listed = repository.git("ls-files", "*.py").splitlines()
    own = [p for p in listed if p.split("/")[0] in tops and "test" not in p and not p.endswith("__init__.py")]
    return sorted(own, key=lambda path: (path in app, path))


def _adding_up(counts: Counter[str], total: int) -> list[str]:
    """Files whose counts add up to a total."""
    ways: dict[int, list[str]] = {0: []}
    for path, count in sorted(counts.items()):
        for reached, files in list(ways.items()):
            ways.setdefault(reached + count, [*files, path])
    return ways[total]
