"""Every example of every rule that is checked by a function over facts: the proof that sits beside the rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from msgspec.structs import replace

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.markers import bare, expected
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Example, Rule
from tests.examples import fix_example, run_example

_RULES = [r for r in catalog(None).rules.values() if r.has_module]
_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.category}/{rule.id}-{example.kind}-{number}")
    for rule in _RULES
    for number, example in enumerate(load_examples(rule, rules_folder()))
]


def _of(kind: str) -> list[ParameterSet]:
    return [p for p in _EXAMPLES if isinstance(p.values[1], Example) and p.values[1].kind == kind]


def _needs_a_service(case: ParameterSet) -> bool:
    return isinstance(case.values[0], Rule) and case.values[0].enforced_by in OBSERVED


def _fixable() -> list[ParameterSet]:
    return [p for p in _of("bad") if isinstance(p.values[1], Example) and p.values[1].fixed]


@pytest.mark.parametrize(("rule", "example"), _of("bad"))
def test_a_bad_example_is_reported_on_its_marked_lines_only(
    rule: Rule, example: Example, tmp_path: Path, book: Catalog
) -> None:
    report = run_example(example, tmp_path, book, rule.id)
    assert not report.crashes, report.crashes[0].traceback
    found = [d for d in report.diagnostics if d.rule == rule.id]
    marks = expected(example.files)
    assert sorted((d.location.path, d.location.line, d.severity.value) for d in found) == sorted(
        (m.path, m.line, m.severity) for m in marks
    ), [f"{d.location.path}:{d.location.line} {d.message}" for d in found]
    for mark in marks:
        messages = [d.message for d in found if (d.location.path, d.location.line) == (mark.path, mark.line)]
        assert any(mark.part in m for m in messages), (mark, messages)


@pytest.mark.parametrize(("rule", "example"), _of("good"))
def test_a_good_example_is_clean_under_every_recommended_rule(
    rule: Rule, example: Example, tmp_path: Path, book: Catalog
) -> None:
    report = run_example(example, tmp_path, book, None)
    assert not report.crashes, report.crashes[0].traceback
    assert [f"{d.location.path}:{d.location.line} {d.rule} {d.message}" for d in report.diagnostics] == []


@pytest.mark.parametrize(("rule", "example"), [p for p in _of("good") if _needs_a_service(p)])
def test_a_good_example_keeps_every_recommended_contract_when_it_runs(
    rule: Rule, example: Example, tmp_path: Path, book: Catalog
) -> None:
    served = {r for r in book.profiles["recommended"].rules if book.rules[r].enforced_by in OBSERVED}
    report = run_example(example, tmp_path, book, rule.id, beside=served)
    assert not report.crashes, report.crashes[0].traceback
    assert [f"{d.location.path}:{d.location.line} {d.rule} {d.message}" for d in report.diagnostics] == []


@pytest.mark.parametrize(("rule", "example"), _of("near-miss"))
def test_a_near_miss_is_silent(rule: Rule, example: Example, tmp_path: Path, book: Catalog) -> None:
    report = run_example(example, tmp_path, book, rule.id)
    assert not report.crashes, report.crashes[0].traceback
    found = [d for d in report.diagnostics if d.rule == rule.id]
    assert [f"{d.location.path}:{d.location.line} {d.message}" for d in found] == []


@pytest.mark.parametrize(("rule", "example"), _fixable())
def test_fixing_a_bad_example_gives_the_fixed_one_and_nothing_more_the_second_time(
    rule: Rule, example: Example, tmp_path: Path, book: Catalog
) -> None:
    fixed = fix_example(example, tmp_path, book, rule.id)
    assert fixed == {**{path: bare(text) for path, text in example.files.items()}, **example.fixed}
    again = fix_example(replace(example, files=fixed), tmp_path, book, rule.id)
    assert again == fixed
