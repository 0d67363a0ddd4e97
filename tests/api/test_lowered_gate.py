"""`--changed-since` also says what a change of the settings or of the baseline no longer reports."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from tests.source.build import write

SERVICE = """\
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/slow")
async def slow() -> str:
    time.sleep(1)
    return "slow"
"""
OTHERS = {"app/legacy/old.py": "x = 1\n", "old/job.py": "x = 1\n", "deploy/Dockerfile": "FROM python:3.13\n"}
TABLE = "[tool.fastapi-lint]\n"
Said = Callable[..., list[str]]


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit(files: Mapping[str, str]) -> None:
    write(Path(), files)
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message=work")


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What the rule says, as `file:line: text`, after a first commit of some settings and a change of files."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch=main")

    def run(before: Mapping[str, str], after: Mapping[str, str], **options: object) -> list[str]:
        commit({"app/main.py": SERVICE, **OTHERS, **before})
        write(tmp_path, after)
        return told(changed_since="HEAD", **options)

    return run


def told(**options: object) -> list[str]:
    request = Request(**{"no_cache": True, "no_delegates": True, **options})  # type: ignore[arg-type]
    found = [d for d in check_project(request).report.diagnostics if d.rule == "lowered-gate"]
    return [f"{d.location.path}:{d.location.line}: {d.message.partition(', ')[2]}" for d in found]


def settings(text: str) -> dict[str, str]:
    return {"pyproject.toml": TABLE + text}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('ignore = ["blocking-sleep"]', "`blocking-sleep` is no longer reported"),
        ('severity.blocking-sleep = "off"', "`blocking-sleep` is no longer reported"),
        ('severity.blocking-sleep = "warning"', "`blocking-sleep` has the level warning instead of error"),
        ('exclude = ["old/"]', "files that match `old/` are no longer judged"),
        ('extend-exclude = ["app/legacy/**"]', "files that match `app/legacy/**` are no longer judged"),
        ('extend-exclude = ["deploy"]', "files that match `deploy` are no longer judged"),
        ('roles = {"app/legacy/**" = "test"}', "files that match `app/legacy/**` count as test"),
        ("delegates = false", "ruff is no longer asked"),
        (
            'per-file-ignores = {"app/**" = ["blocking-sleep"]}',
            "`blocking-sleep` is no longer reported in files that match `app/**`",
        ),
    ],
)
def test_less_is_told_at_the_setting(said: Said, line: str, text: str) -> None:
    assert said(settings('app = "app.main:app"\n'), settings(f'app = "app.main:app"\n{line}\n')) == [
        f"pyproject.toml:3: {text}"
    ]


def test_many_rules_that_are_off_are_one_finding(said: Said) -> None:
    (only,) = said(settings(""), settings('select = ["blocking-sleep"]\n'))
    assert only.startswith("pyproject.toml:2: `")
    assert only.endswith("more rules are no longer reported")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('ignore = ["blocking-sleep"]\n', ""),
        ('ignore = ["blocking-sleep", "shadowed-route"]\n', 'ignore = ["shadowed-route", "blocking-sleep"]\n'),
        ('ignore = ["blocking-sleep"]\n', 'severity.blocking-sleep = "off"\n'),
        ('severity.shadowed-route = "warning"\n', ""),
        ('exclude = ["old/"]\n', 'extend-exclude = ["old/"]\n'),
        ('roles = {"app/x.py" = "test"}\n', 'roles = {"app/x.py" = "application"}\n'),
        ("delegates = false\n", "delegates = true\n"),
        ("", 'extend-exclude = [".venv/", "node_modules"]\n'),
        ("", 'extend-exclude = ["app/generated/", "*.ipynb"]\n'),
        ('extend-exclude = ["app/legacy/"]\n', 'extend-exclude = ["app/legacy/**", "app/legacy/old.py"]\n'),
        ("", 'roles = {"app/generated/**" = "generated"}\n'),
        ("", 'per-file-ignores = {"app/generated/**" = ["blocking-sleep"]}\n'),
        (
            'per-file-ignores = {"app/main.py" = ["blocking-sleep"], "app/legacy/*" = ["blocking-sleep"]}\n',
            'per-file-ignores = {"app/**" = ["blocking-sleep"]}\n',
        ),
        ("", 'roles = {"tests/**" = "test"}\n'),
        ("", 'per-file-ignores = {"tests/**" = ["blocking-sleep"]}\n'),
        ("", 'per-file-ignores = {"app/**" = ["untyped-function"]}\n'),
        ("", 'app = "app.main:app"\n'),
    ],
)
def test_settings_that_let_nothing_more_through_say_nothing(said: Said, before: str, after: str) -> None:
    assert said(settings(before), settings(after)) == []


def test_a_reason_at_the_setting_accepts_it(said: Said) -> None:
    reason = "# fastapi-lint: ignore[lowered-gate] the printer needs it"
    assert said(settings(""), settings(f'ignore = ["blocking-sleep"]  {reason}\n')) == []


def test_settings_that_are_gone_are_told_where_others_would_stand(said: Said, tmp_path: Path) -> None:
    said({"fastapi-lint.toml": 'select = ["blocking-sleep", "untested-route"]\n'}, {})
    (tmp_path / "fastapi-lint.toml").unlink()
    assert told(changed_since="HEAD") == ["pyproject.toml:1: `untested-route` is no longer reported"]


def test_settings_that_move_to_another_file_are_the_same_ones(said: Said, tmp_path: Path) -> None:
    commit({"fastapi-lint.toml": 'ignore = ["blocking-sleep"]\n'})
    (tmp_path / "fastapi-lint.toml").unlink()
    write(tmp_path, {"app/main.py": SERVICE, **settings('ignore = ["blocking-sleep"]\n')})
    assert told(changed_since="HEAD") == []


def test_the_first_choice_of_a_profile_and_a_baseline_lowers_nothing(said: Said) -> None:
    first = settings('profile = "single-process"\nbaseline = "known.json"\n')
    assert said({}, {**first, "known.json": known("0" * 16)}) == []


def test_the_first_settings_lower_what_needed_none(said: Said) -> None:
    assert said({}, settings('ignore = ["blocking-sleep"]\n')) == [
        "pyproject.toml:2: `blocking-sleep` is no longer reported"
    ]


def known(*fingerprints: str, path: str = "app/main.py") -> str:
    listed = ",".join(f'{{"path": "{path}", "rule": "late-route", "fingerprint": "{f}"}}' for f in fingerprints)
    return f'{{"version": 1, "findings": [{listed}]}}'


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("a", "ab", ["one finding more is accepted by the baseline"]),
        ("a", "abc", ["2 findings more are accepted by the baseline"]),
        ("ab", "b", []),
        ("ab", "bc", []),
        ("ab", "bcd", ["one finding more is accepted by the baseline"]),
    ],
)
def test_a_baseline_that_accepts_more_is_told(said: Said, before: str, after: str, text: list[str]) -> None:
    config = settings('baseline = "known.json"\n')
    old, new = (known(*(letter * 16 for letter in letters)) for letters in (before, after))
    assert said({**config, "known.json": old}, {"known.json": new}) == [f"pyproject.toml:2: {t}" for t in text]


def test_accepted_findings_of_a_renamed_file_are_no_more(said: Said) -> None:
    config = settings('baseline = "known.json"\n')
    old, new = known("abcdef0000000000", path="app/old.py"), known("abcdef1111111111", path="app/new.py")
    assert said({**config, "known.json": old}, {"known.json": new}) == []


def test_findings_that_a_stricter_profile_brings_may_be_accepted(said: Said) -> None:
    before, after = (settings(f'profile = "{name}"\nbaseline = "known.json"\n') for name in ("official", "principles"))
    old, new = known(), known("a" * 16).replace("late-route", "untyped-function")
    assert not [t for t in said({**before, "known.json": old}, {**after, "known.json": new}) if "baseline" in t]


def test_files_that_an_older_setting_took_back_are_told(said: Said) -> None:
    assert said(settings('exclude = ["app/legacy/*", "!old.py"]\n'), settings('exclude = ["app/legacy/*"]\n')) == [
        "pyproject.toml:2: `app/legacy/old.py` is no longer judged"
    ]


def test_files_that_a_role_made_the_service_are_told_when_it_goes(said: Said) -> None:
    tests = {"shop/tests/main.py": SERVICE}
    assert said({**settings('roles = {"shop/**" = "application"}\n'), **tests}, settings("")) == [
        "pyproject.toml:1: `shop/tests/main.py` counts as test"
    ]


def test_settings_that_move_to_a_folder_of_the_repository_are_the_same_ones(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = 'ignore = ["blocking-sleep"]\nbaseline = "known.json"\n'
    above, below = 'exclude = ["app/legacy"]\n', 'exclude = ["legacy"]\n'
    commit({**settings(lines + above), "known.json": known("a" * 16), "app/main.py": SERVICE, **OTHERS})
    for name in ("pyproject.toml", "known.json"):
        (tmp_path / name).unlink()
    write(tmp_path, {"app/pyproject.toml": TABLE + lines + below, "app/known.json": known("b" * 16, path="main.py")})
    monkeypatch.chdir(tmp_path / "app")
    assert told(changed_since="HEAD") == []


def test_what_others_merged_meanwhile_is_not_ours(said: Said) -> None:
    assert said(settings(""), {}) == []
    git("checkout", "--quiet", "-b", "work")
    commit({"app/more.py": "x = 1\n"})
    git("checkout", "--quiet", "main")
    commit(settings("delegates = true\n"))
    commit(settings('select = ["untested-route", "blocking-sleep"]\n'))
    git("checkout", "--quiet", "work")
    assert told(changed_since="main") == []


def test_settings_that_were_broken_compare_with_nothing(said: Said) -> None:
    assert said(settings('ignore = ["no-such-rule"]\n'), settings('ignore = ["blocking-sleep"]\n')) == []


def test_without_a_revision_nothing_is_compared(said: Said) -> None:
    said(settings(""), settings('ignore = ["blocking-sleep"]\n'))
    assert told() == []


def test_the_command_line_counts_for_both_sides(said: Said) -> None:
    assert (
        said(settings(""), settings('ignore = ["shadowed-route"]\n'), select=("blocking-sleep", "lowered-gate")) == []
    )
