"""A coding agent reads each rule once, then its places, then one closing line."""

from __future__ import annotations

from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.location import Location
from fastapi_lint.reporters import agent
from tests.reporters.samples import CRASH, FINDING, SAFE_FIX, SKIPPED, UNSAFE_FIX, WORDS, findings, hostile, report


def _lines(*diagnostics: Diagnostic, **changed: object) -> list[str]:
    return agent.render(report(*diagnostics, **changed)).splitlines()  # type: ignore[arg-type]


def test_a_rule_is_told_once_and_then_its_places() -> None:
    second = replace(FINDING, location=Location("b.py", 7), chain=(), message="`time.sleep` blocks")
    assert _lines(FINDING, second) == [
        f"{FINDING.rule} (error): {WORDS.line}",
        f"  instead: {WORDS.instead}",
        "  why: The event loop serves nobody else meanwhile, e.g. no health check.",
        f"  - app/routers/users.py:5:12 {FINDING.message}",
        "    through: GET /users/{user_id} -> read_user -> requests.get",
        "  - b.py:7 `time.sleep` blocks",
        "fastapi-lint: 2 findings (2 errors, 0 warnings, 0 infos) in 12 files; 0 skipped",
    ]


def test_a_place_with_advice_of_its_own_keeps_it() -> None:
    assert "    instead: sleep less" in _lines(FINDING, replace(FINDING, instead="sleep less"))


def test_a_shared_fix_is_told_once() -> None:
    fixable = replace(FINDING, fix=SAFE_FIX)
    assert [line for line in _lines(fixable, fixable) if "fix:" in line] == ["  fix: safe, applied by `--fix`"]


def test_differing_fixes_are_told_at_their_places() -> None:
    lines = _lines(replace(FINDING, fix=SAFE_FIX), replace(FINDING, fix=UNSAFE_FIX))
    assert [line for line in lines if "fix:" in line] == [
        "    fix: safe, applied by `--fix`",
        "    fix: unsafe, applied by `--unsafe-fixes`",
    ]


def test_grave_rules_come_first_then_the_alphabet() -> None:
    found = [
        replace(finding, rule=rule)
        for finding, rule in zip(
            findings(Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.ERROR), "adcb", strict=True
        )
    ]
    heads = [line.split()[0] for line in _lines(*found, explanations={}) if line[0] in "abcd"]
    assert heads == ["b", "d", "c", "a"]


def test_a_rule_without_words_is_still_told() -> None:
    assert _lines(FINDING, explanations={})[:2] == [f"{FINDING.rule} (error)", f"  instead: {FINDING.instead}"]


def test_gaps_come_before_the_closing_line() -> None:
    assert _lines(skipped=(SKIPPED,), crashes=(CRASH,)) == [
        "not evaluated: app/big.py: the file is larger than 10 MB",
        "crashed: some-rule on app/main.py: KeyError: 'lost'",
        "fastapi-lint: 0 findings (0 errors, 0 warnings, 0 infos) in 12 files; 1 skipped; 1 crashed",
    ]


def test_hostile_text_cannot_fake_a_closing_line() -> None:
    lines = agent.render(hostile()).splitlines()
    assert [line for line in lines if line.startswith("fastapi-lint:")] == [lines[-1]]


def test_a_second_run_says_what_is_new_and_what_is_fixed() -> None:
    old, new = replace(FINDING, fingerprint="a"), replace(FINDING, fingerprint="b", location=Location("b.py", 7))
    other = replace(FINDING, rule="other-rule", fingerprint="c")
    closing = "fastapi-lint: 3 findings (3 errors, 0 warnings, 0 infos) in 12 files; 0 skipped"
    lines = agent.render(report(old, new, other), before={"a": "x", "c": "y", "d": "gone-rule c.py:3"}).splitlines()
    assert f"  - app/routers/users.py:5:12 {FINDING.message}" in lines
    assert f"  + b.py:7 {FINDING.message}" in lines
    assert lines[lines.index("other-rule (error), told before") + 1].startswith("  - app/routers/users.py:5:12 ")
    assert lines[-2:] == [
        "fixed: gone-rule c.py:3",
        f"{closing}; since the last run 1 fixed, 1 new",
    ]


def test_a_run_without_news_is_told_like_the_first() -> None:
    found = replace(FINDING, fingerprint="a")
    assert agent.render(report(found), before={"a": "x"}) == agent.render(report(found))


def test_a_hostile_memory_shows_nothing_hidden() -> None:
    assert "fixed: a\\x1b[31m b\n" in agent.render(report(), before={"a": "a\x1b[31m b"})
