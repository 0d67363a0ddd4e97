"""Nothing is said to hold in a conforming service once the rule's own bad example lies in it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.conformance import verdicts
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.markers import bare
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.views.conformance import Verdict
from tests.test_profile_services import ROOT

PACKAGES = {
    "capabilities": "src/server",
    "event-service": ".",
    "granian-template": "app",
    "principles": "app",
    "single-process": "src/stock",
}
"""The package of each service, in which one module after the other is planted."""

KEPT = {
    "constant-readiness-route": "the example answers at a path that this profile does not ask for",
    "ineffective-decorator": "the service has the middleware that makes the decorator work",
    "lost-update": "the engine of the service isolates every transaction",
    "missing-earlier-event-version": "the service keeps an earlier version",
    "missing-event-replay": "the service can replay its events",
    "unforwarded-request-id": "the service instruments every client",
    "uninvalidated-cache": "the service drops entries by keys that it is given, which may be the planted ones",
    "unlogged-external-call": "the service instruments every client",
    "volatile-idempotency-store": "the service has a table that remembers keys",
}
"""Rules whose example alone breaks nothing in some service, with the reason."""


class Planted(NamedTuple):
    rules: tuple[str, ...]
    found: frozenset[str]
    verdicts: tuple[Verdict, ...]


def example(rule: Rule) -> str | None:
    """The first bad example that is one module of any name and needs no settings."""
    bad = (e for e in load_examples(rule, rules_folder()) if e.kind == "bad" and set(e.files) == {"app/main.py"})
    return next((bare(e.files["app/main.py"]) for e in bad if not e.params and not e.config), None)


@cache
def planted(profile: str) -> Planted:
    """The service of a profile with an example of each of its rules, in modules whose names say nothing."""
    book = catalog(None)
    rules = [book.rules[name] for name in book.profiles[profile].rules if book.rules[name].enforced_by == "source"]
    texts = {rule.id: text for rule in rules if (text := example(rule)) is not None}
    with TemporaryDirectory() as folder:
        service = shutil.copytree(ROOT / profile / "clean", Path(folder) / "service")
        modules = service / PACKAGES[profile] / "planted"
        modules.mkdir()
        (modules / "__init__.py").touch()
        for number, text in enumerate(texts.values()):
            (modules / f"part_{number:03}.py").write_text(text, encoding="utf-8")
        checked = check_project(Request(paths=(service,), profile=profile, no_cache=True, no_delegates=True))
    places = {(f"part_{number:03}.py", rule) for number, rule in enumerate(texts)}
    found = {d.rule for d in checked.shown if (d.location.path.rpartition("/")[2], d.rule) in places}
    return Planted(tuple(texts), frozenset(found), verdicts(book.guidelines[profile], book, checked))


@pytest.mark.parametrize("profile", PACKAGES)
def test_what_is_planted_is_reported_where_it_lies(profile: str) -> None:
    there = planted(profile)
    assert len(there.rules) > 80
    assert set(there.rules) - there.found - set(KEPT) == set()


@pytest.mark.parametrize("profile", PACKAGES)
def test_no_statement_holds_whose_rule_has_something_to_report(profile: str) -> None:
    there, named = planted(profile), catalog(None).guidelines[profile].sections.values()
    broken = {s.sid for listed in named for s in listed if there.found & set(s.rules)}
    states = {v.statement.sid: v.state.value for v in there.verdicts if v.statement.sid in broken}
    assert {sid: state for sid, state in states.items() if state != "violated"} == {}


def test_what_breaks_nothing_is_listed_only_while_that_is_so() -> None:
    silent = {rule for profile in PACKAGES for rule in set(planted(profile).rules) - planted(profile).found}
    assert silent == set(KEPT)
