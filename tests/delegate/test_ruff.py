"""One call of ruff over many files: what it must find, and how it fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fastapi_lint.delegate.ruff import Delegated, Delegation, run
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.fix import Edit, Safety

CODES = {"F632": "literal-identity-comparison", "F601": "repeated-dict-key"}
BAD = 'paid = input() is "yes"\n'


def written(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8", newline="")
    return [Path(f"{name}.py") for name in files]


def program(folder: Path, text: str) -> str:
    """A stand-in for a broken or foreign `ruff` binary."""
    binary = folder / "fake-ruff"
    binary.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    binary.chmod(0o755)
    return str(binary)


def skipped(reason: str) -> Delegation:
    return Delegation(skipped=(Skipped("ruff rules", reason),))


def test_a_finding_carries_its_place_rule_and_edits(tmp_path: Path) -> None:
    assert run(tmp_path, written(tmp_path, main=BAD), CODES).findings == (
        Delegated(
            path="main.py",
            line=1,
            column=8,
            end_line=1,
            end_column=24,
            rule="literal-identity-comparison",
            message="Use `==` to compare constant literals",
            edits=(Edit(1, 16, 1, 18, "=="),),
            safety=Safety.SAFE,
        ),
    )


def test_findings_are_sorted_by_place(tmp_path: Path) -> None:
    files = written(tmp_path, b=BAD, a="\n" + BAD + BAD)
    assert [(f.path, f.line) for f in run(tmp_path, files, CODES).findings] == [("a.py", 2), ("a.py", 3), ("b.py", 1)]


def test_two_codes_of_one_rule_at_one_place_are_one_finding(tmp_path: Path) -> None:
    files = written(tmp_path, main='print("%(a)s" % {"b": 1})\n')
    assert len(run(tmp_path, files, {"F504": "mismatch", "F505": "mismatch"}).findings) == 1


def test_a_noqa_comment_counts(tmp_path: Path) -> None:
    assert run(tmp_path, written(tmp_path, main=f"{BAD.rstrip()}  # noqa: F632\n"), CODES).findings == ()


def test_the_projects_own_ruff_configuration_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('exclude = ["*"]\n[lint]\nignore = ["F632"]\n', encoding="utf-8")
    assert len(run(tmp_path, written(tmp_path, main=BAD), CODES).findings) == 1


def test_files_that_git_ignores_are_checked_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert len(run(tmp_path, written(tmp_path, main=BAD), CODES).findings) == 1


def test_the_environment_of_ruff_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUFF_OUTPUT_FILE", str(tmp_path / "elsewhere.json"))
    assert len(run(tmp_path, written(tmp_path, main=BAD), CODES).findings) == 1


def test_files_with_syntax_errors_are_handed_over_by_name(tmp_path: Path) -> None:
    assert run(tmp_path, written(tmp_path, main="def broken(:\n"), CODES).unparsed == ("main.py",)


def test_no_files_or_no_codes_need_no_ruff(tmp_path: Path) -> None:
    assert run(tmp_path, [], CODES, ruff="/nowhere/ruff") == Delegation()
    assert run(tmp_path, [Path("main.py")], {}, ruff="/nowhere/ruff") == Delegation()


@pytest.mark.parametrize("name", ["with space", "@at", "#hash", "ünï", "line\nbreak", "zero\u200bwidth"])
def test_every_file_name_reaches_ruff(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    written(folder, main=BAD)
    assert [f.path for f in run(tmp_path, [Path(name, "main.py")], CODES).findings] == [f"{name}/main.py"]


def test_thousands_of_paths_fit_into_one_call(tmp_path: Path) -> None:
    files = written(tmp_path, **{f"module_with_quite_a_long_name_{n:05}": "" for n in range(3000)}, last=BAD)
    assert [f.path for f in run(tmp_path, files * 10, CODES).findings] == ["last.py"]


def test_a_file_outside_the_root_keeps_its_whole_path(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.py"
    inside.mkdir()
    outside.write_text(BAD, encoding="utf-8")
    assert [f.path for f in run(inside, [outside], CODES).findings] == [outside.as_posix()]


def test_a_byte_order_mark_and_windows_line_ends_move_nothing(tmp_path: Path) -> None:
    files = written(tmp_path, main="\ufeff" + BAD.replace("\n", "\r\n") * 2)
    assert [(f.line, f.column) for f in run(tmp_path, files, CODES).findings] == [(1, 8), (2, 8)]


@pytest.mark.parametrize("version", ["3.6", "3.12", "3.99", "unknown"])
def test_any_python_version_is_taken(version: str, tmp_path: Path) -> None:
    assert len(run(tmp_path, written(tmp_path, main=BAD), CODES, version).findings) == 1


def test_the_python_version_decides_what_is_reported(tmp_path: Path) -> None:
    files = written(tmp_path, main="class Node:\n    def next(self) -> Node: ...\n")
    found = [bool(run(tmp_path, files, {"F821": "undefined"}, version).findings) for version in ("3.13", "3.14")]
    assert found == [True, False]


def test_a_cache_gives_the_same_findings(tmp_path: Path) -> None:
    files = written(tmp_path, main=BAD)
    cold, warm = (run(tmp_path, files, CODES, cache_dir=tmp_path / "cache") for _ in range(2))
    assert cold == warm
    assert cold.findings == run(tmp_path, files, CODES).findings
    assert (tmp_path / "cache").is_dir()


def test_nothing_is_written_without_a_cache(tmp_path: Path) -> None:
    run(tmp_path, written(tmp_path, main=BAD), CODES)
    assert [path.name for path in tmp_path.iterdir()] == ["main.py"]


def test_a_file_that_ruff_cannot_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.py").write_bytes(b"# coding: latin-1\nname = 'caf\xe9'\n")
    result = run(tmp_path, [*written(tmp_path, main=BAD), Path("latin.py")], CODES)
    assert len(result.findings) == 1
    assert result.skipped == (
        Skipped("ruff rules", "ruff could not read `latin.py`: stream did not contain valid UTF-8."),
    )


def test_the_ruff_beside_us_needs_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert len(run(tmp_path, written(tmp_path, main=BAD), CODES).findings) == 1


def test_a_missing_ruff_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ruff.__main__", None)
    monkeypatch.setenv("PATH", "")
    result = run(tmp_path, written(tmp_path, main=BAD), CODES)
    assert result == skipped("ruff is not installed; install it beside fastapi-lint.")


def test_a_binary_that_does_not_exist_is_skipped(tmp_path: Path) -> None:
    result = run(tmp_path, written(tmp_path, main=BAD), CODES, ruff="/nowhere/ruff")
    assert result == skipped("`/nowhere/ruff` could not be started: No such file or directory.")


def test_a_crash_is_skipped_with_its_cause(tmp_path: Path) -> None:
    binary = program(tmp_path, "echo 'ruff failed' >&2; echo '  Cause: out of memory' >&2; exit 2")
    assert run(tmp_path, written(tmp_path, main=BAD), CODES, ruff=binary) == skipped("ruff failed: out of memory.")


def test_a_silent_crash_is_skipped_with_its_status(tmp_path: Path) -> None:
    binary = program(tmp_path, "exit 101")
    assert run(tmp_path, written(tmp_path, main=BAD), CODES, ruff=binary) == skipped("ruff failed: exit status 101.")


@pytest.mark.parametrize("output", ["", "no json", "{}", "[1]", '[{"code": "F632"}]', '[{"code": "F632", "fix": 1}]'])
def test_an_output_of_another_shape_is_skipped(output: str, tmp_path: Path) -> None:
    binary = program(tmp_path, f"echo '{output}'")
    result = run(tmp_path, written(tmp_path, main=BAD), CODES, ruff=binary)
    assert result == skipped(f"the output of `{binary}` is not that of a ruff version we know.")


def test_a_hanging_ruff_is_skipped(tmp_path: Path) -> None:
    binary = program(tmp_path, "exec sleep 30")
    result = run(tmp_path, written(tmp_path, main=BAD), CODES, ruff=binary, timeout=0.3)
    assert result == skipped("ruff did not finish within 0.3 seconds.")


def test_a_code_that_does_not_exist_is_skipped(tmp_path: Path) -> None:
    result = run(tmp_path, written(tmp_path, main=BAD), {"F632": "a-b", "XYZ123": "c-d"})
    assert result.findings == ()
    assert ["XYZ123" in item.reason for item in result.skipped] == [True]


def test_a_code_that_is_not_stable_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, written(tmp_path, main=BAD), {"F632": "a-b", "B909": "c-d"})
    assert len(result.findings) == 1
    assert result.skipped == (
        Skipped("ruff rules", "the installed ruff does not run B909; install the version we require."),
    )


def test_a_code_that_has_another_name_now_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, written(tmp_path, main=BAD), {"F632": "a-b", "PLR1701": "c-d"})
    assert [s.reason for s in result.skipped] == [
        "the installed ruff does not run PLR1701; install the version we require."
    ]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("pyproject.toml", "[tool.ruff]\nline-length = 100\n"),
        ("ruff.toml", "line-length = 100\n"),
        ("pyproject.toml", "[tool.ruff.lint.isort]\nsplit-on-trailing-comma = false\nforce-single-line = true\n"),
    ],
)
def test_imports_are_sorted_as_the_project_sorts_them(tmp_path: Path, name: str, settings: str) -> None:
    names = [f"a_name_of_some_length_{n}" for n in "abc"]
    joined = f"from package import {', '.join(names)}\n"
    single = "".join(f"from package import {each}\n" for each in names)
    files = written(tmp_path, main=single if "single" in settings else joined)
    assert len(run(tmp_path, files, {"I001": "unsorted-imports"}).findings) == 1
    (tmp_path / name).write_text(settings, encoding="utf-8")
    assert run(tmp_path, files, {"I001": "unsorted-imports"}).findings == ()


@pytest.mark.parametrize("settings", ["[tool.ruff.lint.isort]\nno-such-option = 1\n", "[tool.ruff]\nsrc = 1\n", "["])
def test_settings_that_ruff_does_not_know_do_not_stop_it(tmp_path: Path, settings: str) -> None:
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    delegation = run(tmp_path, written(tmp_path, main=BAD), {**CODES, "I001": "unsorted-imports"})
    assert [f.rule for f in delegation.findings] == ["literal-identity-comparison"]
