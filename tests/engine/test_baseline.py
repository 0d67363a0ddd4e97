"""Known findings stay known when code moves; everything else is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fastapi_lint.engine.baseline import FILE, Baseline, entries_of, load, split, with_fingerprints, write_entries
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.model.location import Location

PATH = "app/main.py"
CODE = ["import app", "", "@app.get('/a')", "def read(): ...", "x = 1", "x = 1"]


def finding(
    line: int, path: str = PATH, rule: str = "duplicate-route", message: str = "is registered twice"
) -> Diagnostic:
    return Diagnostic(rule, "routing", Severity.ERROR, "high", "source", Location(path, line, 1, line, 9), message)


def marked(found: Sequence[Diagnostic], lines: Sequence[str] = CODE, path: str = PATH) -> tuple[Diagnostic, ...]:
    return with_fingerprints(found, {path: lines})


def prints(found: Sequence[Diagnostic], lines: Sequence[str] = CODE, path: str = PATH) -> list[str]:
    return [d.fingerprint for d in marked(found, lines, path)]


def known(folder: Path, *found: Diagnostic) -> Baseline:
    """The baseline of the findings, through its file."""
    write_entries(folder / FILE, entries_of(found))
    return load(folder / FILE)


def present(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).touch()


def test_a_fingerprint_survives_moved_lines() -> None:
    assert prints([finding(3)]) == prints([finding(5)], ["# new", "# new", *CODE])


@pytest.mark.parametrize("line", ["  @app.get( '/a' )", '@app.get("/a")', "@app.get('/a')  # noqa: E501"])
def test_a_fingerprint_survives_formatting_and_comments(line: str) -> None:
    assert prints([finding(3)]) == prints([finding(3)], [*CODE[:2], line])


def test_a_fingerprint_survives_another_wording_of_the_rule() -> None:
    assert prints([finding(3)]) == prints([finding(3, message="is defined 2 times")])


def test_an_edited_line_is_another_finding() -> None:
    assert prints([finding(3)]) != prints([finding(3)], [*CODE[:2], "@app.get('/b')"])


def test_another_rule_on_the_line_is_another_finding() -> None:
    first, second = prints([finding(3), finding(3, rule="orphan-route")])
    assert first != second


def test_equal_lines_have_fingerprints_of_their_own() -> None:
    first, second = prints([finding(5), finding(6)])
    assert first != second


def test_a_finding_about_a_whole_file_does_not_depend_on_its_first_line() -> None:
    place = Location(PATH, 1, 1, 1, 1)
    found = [replace(finding(1), location=place)]
    assert prints(found) == prints(found, ["import other"])


def test_findings_without_lines_are_told_apart_by_their_operation() -> None:
    first, second = prints(
        [
            replace(finding(0), location=Location("openapi.json", operation="GET /a")),
            replace(finding(0), location=Location("openapi.json", operation="GET /b")),
        ]
    )
    assert first[:6] != second[:6]


def test_what_was_written_is_known(tmp_path: Path) -> None:
    found = marked([finding(3), finding(5)])
    parts = split(found, known(tmp_path, *found))
    assert (parts.new, parts.known, parts.gone) == ((), found, ())


def test_an_empty_baseline_knows_nothing(tmp_path: Path) -> None:
    found = marked([finding(3)])
    assert split(found, known(tmp_path)).new == found


def test_one_more_of_the_same_is_new(tmp_path: Path) -> None:
    baseline = known(tmp_path, *marked([finding(5), finding(6)]))
    parts = split(marked([finding(5), finding(6), finding(7)], [*CODE, "x = 1"]), baseline)
    assert (len(parts.new), len(parts.known)) == (1, 2)


def test_a_corrected_finding_is_gone(tmp_path: Path) -> None:
    present(tmp_path, PATH)
    first, second = marked([finding(3), finding(5)])
    (gone,) = split([first], known(tmp_path, first, second)).gone
    assert (gone.path, gone.rule, gone.fingerprint) == (PATH, "duplicate-route", second.fingerprint)


def test_a_moved_file_keeps_its_known_findings(tmp_path: Path) -> None:
    baseline = known(tmp_path, *marked([finding(3), finding(5)]))
    moved = marked([finding(3, "app/new.py"), finding(5, "app/new.py")], path="app/new.py")
    parts = split(moved, baseline)
    assert (parts.new, parts.known, parts.gone) == ((), moved, ())


def test_a_copied_file_has_new_findings(tmp_path: Path) -> None:
    present(tmp_path, PATH)
    baseline = known(tmp_path, *marked([finding(3)]))
    copied = marked([finding(3, "app/new.py")], path="app/new.py")
    assert split(copied, baseline).new == copied


def test_an_entry_of_a_moved_file_knows_one_finding_only(tmp_path: Path) -> None:
    baseline = known(tmp_path, *marked([finding(3)]))
    sources = {"app/a.py": CODE, "app/b.py": CODE}
    parts = split(with_fingerprints([finding(3, "app/a.py"), finding(3, "app/b.py")], sources), baseline)
    assert (len(parts.new), len(parts.known)) == (1, 1)


def test_a_moved_file_knows_nothing_of_other_rules(tmp_path: Path) -> None:
    baseline = known(tmp_path, *marked([finding(3)]))
    other = marked([finding(3, "app/new.py", "orphan-route")], path="app/new.py")
    assert split(other, baseline).new == other


def test_paths_may_be_relative_to_another_folder_than_the_baselines(tmp_path: Path) -> None:
    present(tmp_path, f"service/{PATH}")
    write_entries(tmp_path / FILE, entries_of(marked([finding(3)])))
    assert load(tmp_path / FILE, tmp_path / "service").vanished == frozenset()


def test_the_file_has_one_sorted_line_per_finding(tmp_path: Path) -> None:
    first, second = marked([finding(3, "app/é.py"), finding(4, "app/b.py")])
    write_entries(tmp_path / FILE, entries_of([first, second, first]))
    assert (tmp_path / FILE).read_bytes().decode() == (
        '{\n  "version": 1,\n  "findings": [\n'
        f'    {{"path": "app/b.py", "rule": "duplicate-route", "fingerprint": "{second.fingerprint}"}},\n'
        f'    {{"path": "app/\\u00e9.py", "rule": "duplicate-route", "fingerprint": "{first.fingerprint}"}}\n'
        "  ]\n}\n"
    )


def test_writing_leaves_nothing_else_behind(tmp_path: Path) -> None:
    write_entries(tmp_path / FILE, entries_of([]))
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


def test_a_name_that_is_no_text_can_be_written_and_read(tmp_path: Path) -> None:
    found = replace(finding(3, "app/\udcff.py"), fingerprint="0" * 16)
    assert [entry.path for entry in known(tmp_path, found).entries] == ["app/\udcff.py"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the baseline is not valid JSON; restore it from version control, or write it again with"),
        (
            "<<<<<<< HEAD\n{}",
            "the baseline holds the marks of a merge; keep the lines of both sides, or write it again",
        ),
        ("[" * 200_000, "the baseline is not valid JSON"),
        ("\xff", "the baseline is not valid JSON"),
        ("[]", "this is not a baseline of fastapi-lint; restore it"),
        ('{"version": 1}', "this is not a baseline"),
        ('{"version": true, "findings": []}', "this is not a baseline"),
        ('{"version": 0, "findings": []}', "this is not a baseline"),
        ('{"version": 1, "findings": [1]}', "this is not a baseline"),
        ('{"version": 1, "findings": [{"path": "a", "rule": "b"}]}', "this is not a baseline"),
        ('{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "x"}]}', "this is not a baseline"),
        ('{"version": 2, "findings": {}}', "a newer fastapi-lint wrote this baseline; update fastapi-lint, or"),
    ],
)
def test_a_wrong_file_is_an_error_with_a_next_step(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="latin-1")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / FILE)
    assert str(caught.value).startswith(f"{tmp_path / FILE}: {problem}")


def test_a_missing_file_is_an_error_with_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such baseline; write it with `fastapi-lint baseline`"):
        load(tmp_path / FILE)


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the baseline cannot be read: Is a directory"):
        load(tmp_path)


def test_a_folder_that_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the baseline cannot be written: No such file"):
        write_entries(tmp_path / "absent" / FILE, entries_of([]))


def test_impossible_paths_in_a_file_have_vanished(tmp_path: Path) -> None:
    paths = ["a\0b", "x" * 5000, "\ud800"]
    findings = [{"path": path, "rule": "r", "fingerprint": "0" * 16} for path in paths]
    (tmp_path / FILE).write_text(json.dumps({"version": 1, "findings": findings}))
    assert load(tmp_path / FILE).vanished == set(paths)


LINES = st.lists(st.sampled_from(["x = 1", "y = 2", "", "    return x", "# note"]), max_size=12)
PLACES = st.lists(st.integers(1, 12), max_size=10)


@given(LINES, PLACES, st.randoms())
def test_fingerprints_are_unique_and_do_not_depend_on_order(
    lines: list[str], places: list[int], random: object
) -> None:
    found = [finding(line, message=f"message {number}") for number, line in enumerate(places)]
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    of = {d.message: d.fingerprint for d in marked(found, lines)}
    assert len(set(of.values())) == len(found)
    assert {d.message: d.fingerprint for d in marked(shuffled, lines)} == of


@given(LINES, PLACES, st.integers(0, 12), LINES)
def test_lines_put_in_anywhere_make_nothing_new(lines: list[str], places: list[int], at: int, added: list[str]) -> None:
    places = [line for line in places if line <= len(lines)]
    at = min(at, len(lines))
    before = prints([finding(line) for line in places], lines)
    after = [line + len(added) * (line > at) for line in places]
    assert prints([finding(line) for line in after], [*lines[:at], *added, *lines[at:]]) == before


@given(LINES, PLACES, PLACES)
def test_every_finding_and_every_entry_is_accounted_for(lines: list[str], old: list[int], now: list[int]) -> None:
    was, found = marked([finding(line) for line in old], lines), marked([finding(line) for line in now], lines)
    entries = load_from(was)
    parts = split(found, entries)
    assert sorted([*parts.new, *parts.known], key=lambda d: d.fingerprint) == sorted(found, key=lambda d: d.fingerprint)
    assert len(parts.known) + len(parts.gone) == len(entries.entries)


def load_from(found: Sequence[Diagnostic]) -> Baseline:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return known(Path(folder), *found)


@pytest.mark.parametrize("text", ["import time\n", "version: 1\n", "\ufeff[]"])
def test_a_file_of_something_else_is_not_written_over(tmp_path: Path, text: str) -> None:
    file = tmp_path / "main.py"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"main\.py: is no baseline and would be lost; name another file"):
        write_entries(file, ())
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize("text", ["", '{"vers', "<<<<<<< HEAD\n{}", '\ufeff{"version": 1}'])
def test_a_damaged_baseline_is_written_again(tmp_path: Path, text: str) -> None:
    file = tmp_path / "known.json"
    file.write_text(text, "utf-8")
    write_entries(file, ())
    assert load(file).entries == ()
