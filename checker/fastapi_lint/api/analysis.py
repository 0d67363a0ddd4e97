"""One pass over a project: what the rules and the delegates find, before anything is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi_lint.api.analysing.delegating import ask_ruff, delegated, with_refused
from fastapi_lint.api.analysing.remembered import Remembered, remembered
from fastapi_lint.api.analysing.wording import unread, worded
from fastapi_lint.api.project_files import broken, reading_of
from fastapi_lint.api.sharing import mapper_for, sharing
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.deep import after, aside
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.evidence import Ruff
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.fix import Edit, Safety
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.report import Crash
from fastapi_lint.project.reading import Reading
from fastapi_lint.source.discover import Discovery
from fastapi_lint.source.scan import Scan, scan

if TYPE_CHECKING:
    from fastapi_lint.delegate.ruff import Delegation


class Pass(Record):
    """What a pass looks at, and how; by default at everything, and without memory of earlier ones.

    `texts` stand for files on disk by path; of them ruff reads only one, the `typed` one of a single path. Of findings
    outside of `only`, a few may be missing. `near` leaves the files out that neither import one of `only` nor are
    imported by it: rules that look further may then be wrong. `picked` are the ids of the rules to run; what is
    remembered stays that of all of them. `memory` holds facts, by default those in the folder `cache`. `go_on` is
    called all the while: what it raises ends the pass.
    """

    texts: Mapping[str, str] = {}
    typed: str | None = None
    only: Collection[str] | None = None
    near: bool = False
    picked: Collection[str] | None = None
    full: bool = False
    delegates: bool = True
    jobs: int | None = None
    cache: Path | None = None
    memory: Remembered | None = None
    go_on: Callable[[], None] | None = None
    tell: Callable[[str], None] = lambda _: None


class Analysis(Record, eq=True):
    """Everything found in a project. `looked` and `idle` are those of the engine's outcome.

    `delegated` holds ready-made edits by diagnostic, with their safety; `ruff` how it was asked and what it said, and
    `delegates` whether they were to be asked at all.
    """

    scanned: Scan
    rules: dict[str, Rule]
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[Skipped, ...]
    crashes: tuple[Crash, ...]
    reading: Reading
    looked: dict[str, int]
    idle: dict[str, str]
    delegated: dict[Diagnostic, tuple[tuple[Edit, ...], Safety]] = field(default_factory=dict)
    ruff: Ruff | None = None
    delegates: bool = True


def analyse(book: Catalog, config: Config, discovery: Discovery, wanted: Pass) -> Analysis:
    """Runs every active rule once over the whole project."""
    every = active_rules(book, config)
    rules = every if wanted.picked is None else {name: r for name, r in every.items() if name in wanted.picked}
    active = cache(lambda: pair(rule for rule in rules.values() if rule.enforced_by not in OBSERVED))
    wanted.tell(f"reading {len(discovery.files)} files")
    ruff = _asking(rules, config, discovery, wanted)
    scanned = _scanned(every.values(), config, discovery, wanted, meanwhile=active)
    wanted.tell(f"judging {len(scanned.project.modules)} files")
    reading = reading_of(config, discovery)
    scanned.project.files = reading.files
    if wanted.go_on is not None:  # whatever judges names, judges by what they stand for
        scanned.project.follow = after(wanted.go_on, scanned.project.follow)
    share = sharing(scanned, mapper_for(wanted.jobs, wanted.go_on))
    outcome = dispatch(active(), scanned.project, share, wanted.only)
    invalid, unlooked = broken(reading, rules.get("invalid-project-file"), scanned.broken_manifests)
    found = worded([*((a.rule, f) for a, f in outcome.findings), *invalid], scanned)
    outside = None
    if ruff is not None:
        wanted.tell("asking ruff")
        outside = ruff()
        scanned = with_refused(scanned, outside.unparsed)
    offered = delegated(outside, rules, discovery) if outside is not None else {}
    found += [*offered, *unread(scanned, rules)]
    unreadable = (Skipped(path, why.reason) for path, why in scanned.problems.items())
    return Analysis(
        scanned,
        rules,
        tuple(sorted(set(found), key=lambda d: d.sort_key)),
        (*discovery.skipped, *unreadable, *unlooked, *(outside.skipped if outside is not None else ())),
        outcome.crashes,
        reading,
        outcome.looked,
        outcome.idle,
        {d: fix for d, fix in offered.items() if fix[0]},
        (outside.command, str(config.root), outside.said) if outside is not None and outside.command else None,
        ruff is not None,
    )


def _asking(
    rules: Mapping[str, Rule], config: Config, discovery: Discovery, wanted: Pass
) -> Callable[[], Delegation] | None:
    """Waits for what ruff says; None when it is not to be asked."""
    if not (wanted.delegates and config.delegates) or (wanted.texts and wanted.typed is None):
        return None
    ruff = partial(ask_ruff, rules, config, discovery, wanted.cache, wanted.only, wanted.typed)
    return aside(ruff) if wanted.near else ruff  # a look at few files forks nothing, so a thread may wait for ruff


def _scanned(
    every: Iterable[Rule], config: Config, discovery: Discovery, wanted: Pass, meanwhile: Callable[[], object]
) -> Scan:
    """The facts that all active rules may ask about; other processes begin to read `meanwhile`."""
    memory = wanted.memory or (remembered(wanted.cache) if wanted.cache is not None else None)
    scanned = scan(
        config.root,
        discovery,
        mapper_for(wanted.jobs, wanted.go_on, meanwhile),
        _roles(rule for rule in every if rule.enforced_by not in OBSERVED),
        texts=wanted.texts,
        full=wanted.full,
        memory=memory,
        around=wanted.only if wanted.near else None,
    )
    is_whole = not wanted.texts and not wanted.near and wanted.picked is None
    if memory is not None and is_whole:  # a flush forgets what this pass did not need
        memory.flush()
    return scanned


def _roles(rules: Iterable[Rule]) -> frozenset[Role]:
    """The roles of files that somebody looks at."""
    return frozenset(Role(role) for r in rules if r.has_module for role in r.scope) | {Role.APPLICATION}
