"""One pass over a project: what the rules and the delegates find, before anything is left out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint import __version__
from fastapi_lint.api.project_files import broken, reading_of
from fastapi_lint.api.sharing import mapper_for, sharing
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.deep import after, aside, deep
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.evidence import Ruff
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.engine.store import Store, restricted_loads
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Edit, Fix, Safety
from fastapi_lint.model.location import Location, anchor_in, path_of
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.report import Crash
from fastapi_lint.project.reading import Reading
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.discover import Discovery
from fastapi_lint.source.memory import MODULES
from fastapi_lint.source.scan import Scan, find_places, scan

if TYPE_CHECKING:
    from fastapi_lint.delegate.ruff import Delegation


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


def analyse(
    book: Catalog,
    config: Config,
    discovery: Discovery,
    *,
    texts: Mapping[str, str] | None = None,
    full: bool = False,
    jobs: int | None = None,
    delegates: bool = True,
    cache: Path | None = None,
    memory: Remembered | None = None,
    only: Collection[str] | None = None,
    near: bool = False,
    picked: Collection[str] | None = None,
    typed: str | None = None,
    go_on: Callable[[], None] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Analysis:
    """Runs every active rule once over the whole project; of findings outside of `only`, a few may be missing.

    `near` leaves the files out that neither import one of `only` nor are imported by it: rules that look further may
    then be wrong. `picked` are the ids of the rules to run; what is remembered stays that of all of them. Of `texts`,
    ruff reads only one, the `typed` one of a single path. `go_on` is called all the while: what it raises ends the run.
    """
    rules = active_rules(book, config)
    local = [r for r in rules.values() if r.enforced_by not in OBSERVED]
    if picked is not None:
        rules = {name: rule for name, rule in rules.items() if name in picked}
    active = pair(r for r in local if r.id in rules)
    tell(f"reading {len(discovery.files)} files")
    memory = memory or (remembered(cache) if cache is not None else None)
    asks = delegates and config.delegates and (not texts or typed is not None)
    ruff = partial(_ask_ruff, rules, config, discovery, cache, only, typed)
    said = aside(ruff) if asks and near else ruff  # a look at few files forks nothing, so a thread may wait for ruff
    mapper = mapper_for(jobs, go_on)
    scanned = scan(
        config.root,
        discovery,
        mapper,
        _roles(local),
        texts=texts,
        full=full,
        memory=memory,
        around=only if near else None,
    )
    if memory is not None and not texts and not near and picked is None:  # a flush forgets what this run did not need
        memory.flush()
    tell(f"judging {len(scanned.project.modules)} files")
    reading = reading_of(config, discovery)
    scanned.project.files = reading.files
    if go_on is not None:  # whatever judges names, judges by what they stand for
        scanned.project.follow = after(go_on, scanned.project.follow)
    outcome = dispatch(active, scanned.project, sharing(scanned, mapper), only)
    invalid, unlooked = broken(reading, rules.get("invalid-project-file"))
    found = worded([*((a.rule, f) for a, f in outcome.findings), *invalid], scanned)
    doubts: tuple[Skipped, ...] = ()
    asked: Ruff | None = None
    delegated: dict[Diagnostic, tuple[tuple[Edit, ...], Safety]] = {}
    if asks:
        tell("asking ruff")
        outside = said()
        asked = (outside.command, str(config.root), outside.said) if outside.command else None
        doubts, delegated = outside.skipped, _delegated(outside, rules, discovery)
        found += delegated
        scanned = _with_refused(scanned, outside.unparsed)
    found += _unread(scanned, rules)
    return Analysis(
        scanned,
        rules,
        tuple(sorted(set(found), key=lambda d: d.sort_key)),
        (*discovery.skipped, *(Skipped(p, why.reason) for p, why in scanned.problems.items()), *unlooked, *doubts),
        outcome.crashes,
        reading,
        outcome.looked,
        outcome.idle,
        {d: fix for d, fix in delegated.items() if fix[0]},
        asked,
        asks,
    )


def _roles(rules: Iterable[Rule]) -> frozenset[Role]:
    """The roles of files that somebody looks at."""
    return frozenset(Role(role) for r in rules if r.has_module for role in r.scope) | {Role.APPLICATION}


def remembered(cache: Path, *, looks_again: bool = False) -> Remembered:
    """The facts that earlier runs have kept in a folder; `looks_again` when several passes will ask for them."""
    return Remembered(cache, facts_version(), looks_again=looks_again)


def facts_version() -> str:
    """Facts that were made under another version are none."""
    return f"{__version__} {sys.version_info} {_state_of_our_code()}"


def _state_of_our_code() -> int:
    """When the code that makes facts last changed, ns: whoever works on it must not meet facts of its past."""
    package = Path(__file__).parents[1]
    return max(f.stat().st_mtime_ns for part in ("source", "facts", "model") for f in (package / part).rglob("*.py"))


class Remembered(Store):
    """The fact cache of a folder, which builds the classes of facts only, and each value once if `looks_again`."""

    def __init__(self, folder: Path, fingerprint: str, *, looks_again: bool) -> None:
        super().__init__(folder, fingerprint)
        self._built: dict[bytes, object] | None = {} if looks_again else None

    def load(self, data: bytes) -> object:
        """A value out of the cache; raises UnpicklingError for anything that is no fact."""
        if self._built is None:
            return restricted_loads(data, MODULES)
        if data not in self._built:
            self._built[data] = restricted_loads(data, MODULES)
        return self._built[data]

    def let_go(self, data: bytes) -> None:
        """Forgets the value that was built of this."""
        if self._built is not None:
            self._built.pop(data, None)


def diagnostic(rule: Rule, location: Location, finding: Finding) -> Diagnostic:
    """A finding in the words of its rule."""
    return Diagnostic(
        rule.id,
        rule.category,
        rule.severity,
        rule.confidence,
        rule.enforced_by,
        location,
        rule.message.format_map(finding.values),
        rule.directive.instead,
        finding.fix if rule.fix != "none" else None,
        finding.chain,
        rule.broken_by(finding.part),
    )


def worded(findings: Sequence[tuple[Rule, Finding]], scanned: Scan) -> list[Diagnostic]:
    """Findings in the words of their rules, at their lines."""
    places = find_places(scanned, [f.at for _, f in findings if not isinstance(f.at, Location)])
    found = []
    for rule, finding in findings:
        at = finding.at
        place = at if isinstance(at, Location) else places.get(at, Location(path_of(at), 1, 1, 1, 1))
        found.append(diagnostic(rule, place, finding))
    return found


def _unread(scanned: Scan, rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """Files that could not be read, and a project in which no route was found."""
    found = []
    for path, problem in scanned.problems.items():
        line, column = max(problem.line, 1), max(problem.column, 1)
        place = Location(path, line, column, line, column)
        if (rule := rules.get(problem.rule)) is not None:
            found.append(diagnostic(rule, place, Finding(place, {"reason": problem.reason})))
    rule = rules.get("routes-not-found")
    path = _importer_of_fastapi(scanned)
    if rule is not None and path and not scanned.project.routes:
        place = Location(path, 1, 1, 1, 1)
        found.append(diagnostic(rule, place, Finding(place, {"files": str(len(scanned.inputs))})))
    return found


def _importer_of_fastapi(scanned: Scan) -> str:
    if not scanned.names_fastapi:
        return ""
    for path, module in scanned.project.modules.items():
        if any(target.split(".")[0] == "fastapi" for target in module.bindings.values()):
            return path
    return ""


def _with_refused(scanned: Scan, paths: Sequence[str]) -> Scan:
    """The scan with the syntax errors that ruff met in files which nothing else looks at, where libcst agrees."""
    doubtful = [path for path in paths if path in scanned.inputs and path not in scanned.problems]
    if not doubtful:
        return scanned
    from fastapi_lint.source.concrete.parse import parse_concrete

    texts = {path: scanned.inputs[path].read() for path in doubtful}
    read = deep(lambda: {path: parse_concrete(text) for path, text in texts.items() if isinstance(text, str)})
    refused = {path: why for path, why in read.items() if isinstance(why, Unreadable)}
    return replace(scanned, problems=scanned.problems | refused)


def _ask_ruff(
    rules: Mapping[str, Rule],
    config: Config,
    discovery: Discovery,
    cache: Path | None,
    only: Collection[str] | None,
    text: str | None,
) -> Delegation:
    from fastapi_lint.delegate.ruff import run as run_ruff

    codes = {code: rule.id for rule in rules.values() if rule.enforced_by == "ruff" for code in rule.delegate}
    scopes = {role for rule in rules.values() if rule.enforced_by == "ruff" for role in rule.scope}
    files = [Path(f.path) for f in discovery.files if f.role.value in scopes and (only is None or f.path in only)]
    return run_ruff(config.root, files, codes, cache_dir=cache / "ruff" if cache is not None else None, text=text)


def _delegated(
    outside: Delegation, rules: Mapping[str, Rule], discovery: Discovery
) -> dict[Diagnostic, tuple[tuple[Edit, ...], Safety]]:
    """What ruff found under our ids, in files of the roles that each rule looks at."""
    roles = {f.path: f.role.value for f in discovery.files}
    found: dict[Diagnostic, tuple[tuple[Edit, ...], Safety]] = {}
    for item in outside.findings:
        rule = rules[item.rule]
        if roles.get(item.path) in rule.scope:
            place = Location(item.path, item.line, item.column, item.end_line, item.end_column)
            edits = item.edits if rule.fix != "none" else ()
            safety = item.safety or Safety.UNSAFE
            fix = Fix("ruff", anchor_in(item.path), safety=safety) if edits else None
            found[diagnostic(rule, place, Finding(place, {"detail": item.message}, fix))] = (edits, safety)
    return found
