"""The examples of every delegated rule, through the real ruff."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.catalog.folder import modules_folder, rules_folder
from fastapi_lint.catalog.load import load_catalog, load_examples
from fastapi_lint.catalog.markers import bare, expected
from fastapi_lint.catalog.rule import Example, Rule
from fastapi_lint.delegate.ruff import Delegation, run
from fastapi_lint.model.fix import Edit

BOOK = load_catalog(rules_folder(), modules_folder())
RULES = [r for r in BOOK.rules.values() if r.enforced_by == "ruff"]
RECOMMENDED = {code: r.id for r in RULES if r.id in BOOK.profiles["recommended"].rules for code in r.delegate}
EXAMPLES = [(rule, example) for rule in RULES for example in load_examples(rule, rules_folder())]


def cases(examples: list[tuple[Rule, Example]]) -> pytest.MarkDecorator:
    names = [f"{rule.id}-{example.kind}-{example.name.replace(' ', '-')}" for rule, example in examples]
    return pytest.mark.parametrize(("rule", "example"), examples, ids=names)


def judged(rule: Rule, folder: Path, files: dict[str, str]) -> Delegation:
    """What the rule and the recommended ones say: the other rules of guidelines ask for more than an example shows."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(bare(text), encoding="utf-8")
    return run(folder, [Path(path) for path in files], RECOMMENDED | dict.fromkeys(rule.delegate, rule.id), "3.12")


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda e: (e.line, e.column), reverse=True):
        start, end = starts[edit.line - 1] + edit.column - 1, starts[edit.end_line - 1] + edit.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


@cases(EXAMPLES)
def test_an_example_is_reported_exactly_where_it_is_marked(rule: Rule, example: Example, tmp_path: Path) -> None:
    result = judged(rule, tmp_path, example.files)
    marks = expected(example.files)
    assert result.skipped == ()
    assert [(f.rule, f.path, f.line) for f in result.findings] == [(rule.id, m.path, m.line) for m in marks]


@cases([(rule, example) for rule, example in EXAMPLES if example.kind == "bad"])
def test_a_message_says_what_the_mark_promises(rule: Rule, example: Example, tmp_path: Path) -> None:
    messages = [
        rule.message.format(detail=finding.message) for finding in judged(rule, tmp_path, example.files).findings
    ]
    promised = expected(example.files)
    assert [mark.part in text for mark, text in zip(promised, messages, strict=True)] == [True] * len(promised)
    assert {mark.severity for mark in promised} == {rule.severity.value}


@cases([(rule, example) for rule, example in EXAMPLES if example.fixed])
def test_the_edits_give_the_fixed_text(rule: Rule, example: Example, tmp_path: Path) -> None:
    findings = judged(rule, tmp_path, example.files).findings
    after = {
        path: edited(bare(text), tuple(edit for f in findings if f.path == path for edit in f.edits))
        for path, text in example.files.items()
    }
    assert {path: after[path] for path in example.fixed} == example.fixed
    assert {finding.safety for finding in findings} == {rule.fix}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_offers_a_fix_exactly_when_an_example_shows_one(rule: Rule) -> None:
    shown = any(example.fixed for example in load_examples(rule, rules_folder()))
    assert shown == (rule.fix != "none")


def test_no_code_stands_for_two_rules() -> None:
    assert len({code for rule in RULES for code in rule.delegate}) == sum(len(rule.delegate) for rule in RULES)
