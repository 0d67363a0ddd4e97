"""No two rules of one profile contradict each other: what one calls good, none of the others reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from fastapi_lint.api.analysis import analyse
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.markers import bare
from fastapi_lint.catalog.rule import Catalog, Example
from fastapi_lint.config import Config, config_from
from fastapi_lint.source.discover import discover
from tests.source.build import write

_BOOK = catalog(None)
_LACKS = (
    *(
        "volatile-idempotency-store",
        "missing-",
        "incomplete-",
        "untested-",
        "unnamed-",
        "undescribed-operation",
        "unlogged-",
        "unforwarded-",
    ),
    *("lenient-type-checker", "outdated-dependency-floor", "uncompressed-responses", "low-coverage-floor"),
    *("single-worker-server", "unowned-guideline"),
)
"""An example shows one thing, not a whole service: what it does not show is no contradiction."""

_SIDES = ("sync-path-operation", "unpinned-requirement", "single-stage-image", "scattered-tool-config")
"""Rules that take the side of one guideline; examples of rules that several guidelines name show another one."""


def _contradicts(profile: str, rule: str) -> bool:
    """Whether a finding in a good example counts: examples are written for the values that rules have by default."""
    return not rule.startswith((*_LACKS, *_SIDES)) and rule not in _BOOK.profiles[profile].params


def _good(profile: str) -> Iterator[object]:
    """The good examples of the rules that a profile adds; each runs under all rules, those that it extends included.

    Where two rules contradict each other, the example of either one is reported by the other, so that half is enough.
    """
    inherited = _BOOK.profiles["recommended"].rules
    for rule in (r for r in _BOOK.profiles[profile].rules if r not in inherited):
        for number, example in enumerate(load_examples(_BOOK.rules[rule], rules_folder())):
            if example.kind == "good":
                yield pytest.param(profile, rule, example, id=f"{profile}-{rule}-{number}")


_CASES = [case for profile in _BOOK.profiles if profile != "recommended" for case in _good(profile)]


@pytest.mark.parametrize(("profile", "rule", "example"), _CASES)
def test_what_a_rule_calls_good_is_clean_under_its_whole_profile(
    profile: str, rule: str, example: Example, tmp_path: Path, book: Catalog
) -> None:
    write(tmp_path, {path: bare(text) for path, text in example.files.items()})
    config = Config(root=tmp_path)
    if example.config:
        config = replace(config_from(example.config, tmp_path / "pyproject.toml", book), root=tmp_path)
    config = replace(config, profile=profile, rules={**config.rules, rule: dict(example.params)})
    found = analyse(book, config, discover(tmp_path), jobs=1, delegates=False)
    assert [f"{c.rule}: {c.traceback}" for c in found.crashes] == []
    assert [
        f"{d.location.path}:{d.location.line} {d.rule}: {d.message}"
        for d in found.diagnostics
        if _contradicts(profile, d.rule)
    ] == []
