"""Whether each statement of a guideline holds in a project: `fastapi-lint coverage PATH`."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.api.standing import standing_of, state_of
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog, Guideline
from fastapi_lint.config import Config, load_config
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import UsageError
from fastapi_lint.views.conformance import Conformance, Verdict, Violation


def conformance(path: Path, guideline: str | None, book: Catalog | None = None) -> Conformance:
    """The verdict on every statement; `guideline` None means the one that the configured profile mirrors."""
    book = book or catalog(cache_home())
    config = load_config(path, None, book)
    followed = _guideline(book, guideline or book.profiles[config.profile].mirrors, config.profile)
    config = _configured(book, config, followed)
    checked = check_project(Request(paths=(path,), settings=config), book)
    shown = Path(os.path.relpath(path.resolve(), Path.cwd())).as_posix()
    return Conformance(followed, config.profile, shown, verdicts(followed, book, checked))


def verdicts(guideline: Guideline, book: Catalog, checked: Checked) -> tuple[Verdict, ...]:
    """What a check that is over knows of every statement."""
    standing = standing_of(guideline, book, checked.analysis, checked.found, checked.report.running)
    shown = {_place(diagnostic) for diagnostic in checked.shown}
    violations: dict[str, list[Violation]] = {}
    for d in checked.found:
        for sid in d.statements:
            violation = Violation(d.rule, d.location, d.message, accepted=_place(d) not in shown)
            violations.setdefault(sid, []).append(violation)
    return tuple(
        Verdict(title, statement, *state_of(statement, standing), violations=tuple(violations.get(statement.sid, ())))
        for title, listed in guideline.sections.items()
        for statement in listed
    )


def _guideline(book: Catalog, name: str, profile: str) -> Guideline:
    if name in book.guidelines:
        return book.guidelines[name]
    known = ", ".join(book.guidelines) or "none"
    if not name:
        raise UsageError(f"the profile `{profile}` mirrors no guideline; pass --guideline with one of {known}.")
    raise UsageError(f"no guideline is called `{name}`; there are {known}.")


def _configured(book: Catalog, config: Config, guideline: Guideline) -> Config:
    """The settings with the profile of the guideline and every rule that its statements name."""
    mirroring = [name for name, profile in book.profiles.items() if profile.mirrors == guideline.id]
    profile = config.profile if config.profile in mirroring else next(iter(mirroring), config.profile)
    named = {rule for listed in guideline.sections.values() for s in listed for rule, _ in s.references()}
    return replace(config, profile=profile, select=tuple(sorted(named)))


def _place(found: Diagnostic) -> tuple[object, ...]:
    return found.rule, found.location, found.message
