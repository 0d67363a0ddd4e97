"""What `fastapi-lint init` would write into a project, and why; nothing is written here, and nothing of it is run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.adopting.files import Step, hook_step, pipeline_step, settings_step, workflow_step
from fastapi_lint.api.adopting.fitting import COMMON, Fit, fits, proposed
from fastapi_lint.api.adopting.origin import Origin
from fastapi_lint.api.adopting.settings_text import settings_of
from fastapi_lint.api.adopting.surroundings import Surroundings, surroundings
from fastapi_lint.api.analysing.remembered import remembered
from fastapi_lint.api.analysis import Pass, analyse
from fastapi_lint.api.checking import configured, discovered
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.request import Request
from fastapi_lint.api.sync.changes import Change
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import SHARED_FILE, Config, load_config
from fastapi_lint.engine.baseline import FILE, UNREAD, entries_of, load
from fastapi_lint.facts.files.manifest import is_manifest
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import TargetError, UsageError
from fastapi_lint.model.record import Record
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.visible import place
from fastapi_lint.source.discover import Discovery

BASELINE, PRE_COMMIT, CI = PARTS = ("baseline", "pre-commit", "ci")
"""What can be left out."""


class Plan(Record, eq=True):
    """`fits` is empty where the profile was decided before. `changes` are relative to the repository.

    `is_described` when the project has a manifest: without one, nothing fits, since most rules find nothing to judge.

    `report` is what the profile finds today, the accepted findings included. `baseline` is the file to write them to,
    None when there is nothing to accept or a baseline already. `notices` are sentences about what was not planned.
    """

    around: Surroundings
    profile: str
    fits: tuple[Fit, ...]
    is_described: bool
    report: Report
    changes: tuple[Change, ...]
    baseline: Path | None
    notices: tuple[str, ...]

    @property
    def accepted(self) -> tuple[Diagnostic, ...]:
        """The findings of today that a baseline can accept."""
        return tuple(d for d in self.report.diagnostics if d.rule not in UNREAD)

    @property
    def count(self) -> int:
        """How many files it writes."""
        return len(self.changes) + (self.baseline is not None)


def plan(
    folder: Path,
    profile: str | None,
    origin: Origin,
    without: Collection[str],
    cache: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Looks at a project, and keeps the facts in the folder `cache`.

    UsageError, ConfigError and TargetError name what stands in the way, and the next step.
    """
    book = catalog(cache_home())
    config = _config(folder.resolve(), profile, book)
    discovery = _discovered(config)
    found: tuple[Fit, ...] = ()
    memory = remembered(cache, looks_again=True)
    if config.file is None and profile is None:
        tell("trying every profile")
        found = fits(book, config, discovery, memory)
        config = replace(config, profile=proposed(found) if discovery.manifests else COMMON)
    tell(f"checking with the profile {config.profile}")
    analysis = analyse(book, config, discovery, Pass(memory=memory))
    request = Request(no_cache=True, no_baseline=True)
    report = conclude(request, book, config, discovery, analysis, Repair(), 0.0).report
    around = surroundings(config.root, analysis)
    baseline = config.baseline or config.root / FILE
    is_found = BASELINE not in without and _is_found(baseline, config)
    accepts = BASELINE not in without and not is_found and bool(entries_of(report.diagnostics))
    steps = [_within(around, s) for s in _steps(around, config, origin, without, names_baseline=is_found or accepts)]
    steps += _unread(report)
    return Plan(
        around,
        config.profile,
        found,
        bool(discovery.manifests),
        report,
        tuple(step for step in steps if isinstance(step, Change)),
        baseline if accepts else None,
        tuple(step for step in steps if isinstance(step, str)),
    )


def _config(folder: Path, profile: str | None, book: Catalog) -> Config:
    """The settings as they are or, where there are none, those of a project that begins at its manifest."""
    config = load_config(folder, None, book)
    if config.file is None:
        with suppress(OSError):
            begins = any(is_manifest(file.name) for file in folder.iterdir())
            config = replace(config, root=folder if begins else config.root)
        settings_of(config.root / SHARED_FILE)  # before anything takes time, a broken file is told of
    elif profile not in {None, config.profile}:
        raise UsageError(f"{config.file}: has the profile `{config.profile}`; change it there to adopt `{profile}`.")
    chosen = configured(Request(profile=profile), folder, book).profile
    return replace(config, profile=chosen)


def _discovered(config: Config) -> Discovery:
    try:
        return discovered(config)
    except TargetError as error:
        raise TargetError(f"{str(error).rstrip('.')}, or start one with `fastapi-lint new`.") from None


def _is_found(baseline: Path, config: Config) -> bool:
    """Whether a baseline is there already; ConfigError when it cannot be read."""
    if not baseline.exists():
        return False
    load(baseline, config.root)
    return True


def _within(around: Surroundings, step: Step) -> Step:
    """The step, or a sentence in the place of a change that would be made elsewhere."""
    if isinstance(step, str) or (around.repository / step.path).resolve().is_relative_to(around.repository):
        return step
    return f"{step.path}: is a link that leads out of the repository, so it is left alone."


def _unread(report: Report) -> Iterator[str]:
    """What stays red whatever is accepted."""
    for found in report.diagnostics:
        if found.rule in UNREAD:
            yield f"{place(found.location)}: {found.message}; mend or exclude it, as no baseline accepts such a file."


def _others(around: Surroundings) -> Iterator[str]:
    """What of the project one app and one set of settings leave out."""
    if around.projects:
        first, listed = around.projects[0], ", ".join(around.projects)
        yield f"{listed}: each is a project of its own; `fastapi-lint init {first}` adopts one, instead of all."
    elif around.apps > 1:
        yield (
            f"There are {around.apps} apps, and `fastapi-lint contract` starts {around.app}; "
            "`fastapi-lint contract MODULE:APP` starts another one."
        )


def _steps(
    around: Surroundings, config: Config, origin: Origin, without: Collection[str], *, names_baseline: bool
) -> Iterator[Step]:
    settings = {"profile": config.profile} if config.file is None else {}
    if config.file is None and around.names_app:
        settings["app"] = around.app
    if names_baseline and config.baseline is None:
        settings["baseline"] = FILE
    if not around.routes:
        yield "No route was found, so rules about routes say nothing; pass the folder that holds the application."
    yield from _others(around)
    yield from settings_step(around, config.file, settings)
    if PRE_COMMIT not in without:
        yield from hook_step(around, origin)
    if CI not in without:
        yield from workflow_step(around, origin)
        yield from pipeline_step(around, origin)
