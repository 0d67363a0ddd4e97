"""Accepted findings: nothing new, then fewer and fewer, and none that comes back or is lost unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fastapi_lint.model.errors import ConfigError, UsageError
from tests.cli.test_reports import call
from tests.source.build import write

HEAD = "import time\n\nfrom fastapi import APIRouter, FastAPI\n\n"
FILE = ".fastapi-lint-baseline.json"


def routes(names: str) -> str:
    return "".join(f'\n\n@app.get("/{n}")\nasync def {n}() -> None:\n    time.sleep({ord(n)})\n' for n in names)


def entries() -> list[str]:
    return [entry["path"] for entry in json.loads(Path(FILE).read_text())["findings"]]


@pytest.fixture(autouse=True)
def accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services with three and two findings, all of them accepted."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"fastapi-lint.toml": 'select = ["blocking-sleep"]\ndelegates = false\n'})
    write(tmp_path, {"one/main.py": HEAD + "app = FastAPI()" + routes("abc")})
    write(tmp_path, {"two/main.py": HEAD + "app = FastAPI()" + routes("de")})
    assert "5 findings accepted" in call("baseline")[1]


def checked() -> tuple[int, str]:
    code, output = call("check", "--no-cache", "--baseline", FILE, "--output-format", "json")
    return code, f"{len(json.loads(output)['diagnostics'])} new, {json.loads(output)['summary']['baselined']} known"


def test_what_was_accepted_is_not_reported_and_one_more_is() -> None:
    assert checked() == (0, "0 new, 5 known")
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("abcx")})
    assert checked() == (1, "1 new, 5 known")


def test_moved_code_does_not_bring_accepted_findings_back() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()\nLIMIT = 1\n" + routes("cab")})
    Path("two").rename("three")
    assert checked() == (0, "0 new, 5 known")


def test_a_file_that_is_split_keeps_its_accepted_findings() -> None:
    Path("one/main.py").unlink()
    write(Path(), {"one/left.py": HEAD + "app = FastAPI()" + routes("ab")})
    write(Path(), {"one/right.py": HEAD + "app = FastAPI()" + routes("c")})
    assert checked() == (0, "0 new, 5 known")


def test_code_that_moves_into_another_file_while_its_own_stays_is_new() -> None:
    """Nobody can tell it from a defect that was mended here and written anew there."""
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("ab")})
    write(Path(), {"two/main.py": HEAD + "app = FastAPI()" + routes("dec")})
    assert checked() == (1, "1 new, 4 known")


def test_pruning_says_what_is_gone_and_left_by_rule_and_folder() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("a")})
    assert call("baseline", "--prune")[1] == (
        "dropped    left  rule\n      2       3  blocking-sleep\n\n"
        "dropped    left  folder\n      0       2  two\n      2       1  one\n"
        f"{FILE}: 2 entries dropped, 3 left.\n"
    )
    assert checked() == (0, "0 new, 3 known")


def test_pruning_accepts_nothing_new() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("abx")})
    assert "1 entry dropped, 4 left" in call("baseline", "--prune")[1]
    assert checked() == (1, "1 new, 4 known")


def test_pruning_a_part_leaves_the_rest_alone() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("a")})
    write(Path(), {"two/main.py": HEAD + "app = FastAPI()" + routes("d")})
    assert "2 entries dropped, 3 left, 2 of them not looked at this time." in call("baseline", "--prune", "one")[1]
    assert entries() == ["one/main.py", "two/main.py", "two/main.py"]


def test_what_cannot_be_read_today_is_kept() -> None:
    write(Path(), {"one/main.py": "def :\n"})
    assert "0 entries dropped, 5 left, 3 of them not looked at this time." in call("baseline", "--prune")[1]
    assert len(entries()) == 5


def test_accepting_a_part_keeps_what_was_accepted_elsewhere() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("ax")})
    write(Path(), {"two/main.py": HEAD + "app = FastAPI()" + routes("de") + "\n\nLIMIT = 1\n"})
    assert "4 findings accepted, 2 of them not looked at this time" in call("baseline", "one")[1]
    assert checked() == (0, "0 new, 4 known")


def test_accepting_again_keeps_what_cannot_be_read_today() -> None:
    write(Path(), {"one/main.py": "def :\n"})
    assert "5 findings accepted, 3 of them not looked at this time" in call("baseline")[1]
    assert entries().count("one/main.py") == 3, "the three, and not the syntax error"


@pytest.mark.parametrize(
    ("path", "data", "named"),
    [
        ("one/odd.py", b"def :\n", "one/odd.py:1:5: not accepted: this file cannot be parsed: invalid syntax;"),
        ("one/odd.py", b"x = '\xff'\n", "one/odd.py:1:1: not accepted: this file was not checked: byte 5 is not valid"),
        (
            ".github/workflows/ci.yml",
            b"on: [\n",
            ".github/workflows/ci.yml:2:1: not accepted: this file is not valid YAML",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_never_accepted(path: str, data: bytes, named: str) -> None:
    write(Path(), {"fastapi-lint.toml": 'select = ["blocking-sleep", "ignored-ci-failure"]\ndelegates = false\n'})
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data)
    code, said = call("baseline")
    assert (code, said.splitlines()[1].startswith(named)) == (1, True), said
    assert path not in entries()
    assert checked() == (1, "1 new, 5 known")


def test_an_entry_about_a_file_that_could_not_be_read_accepts_nothing_and_is_dropped() -> None:
    write(Path(), {"one/odd.py": "def :\n"})
    found = json.loads(call("check", "--no-cache", "--output-format", "json")[1])["diagnostics"]
    error = next(d for d in found if d["rule"] == "syntax-error")
    listed = json.loads(Path(FILE).read_text())
    listed["findings"].append({key: error[key] for key in ("path", "rule", "fingerprint")})
    Path(FILE).write_text(json.dumps(listed))
    assert checked() == (1, "1 new, 5 known")
    assert "1 entry dropped, 5 left" in call("baseline", "--prune")[1]


def test_accepting_a_part_needs_a_baseline_that_can_be_read() -> None:
    Path(FILE).write_text("damaged")
    with pytest.raises(ConfigError, match="not valid JSON"):
        call("baseline", "one")
    assert Path(FILE).read_text() == "damaged"
    assert "5 findings accepted" in call("baseline")[1]


def test_the_status_is_what_pruning_would_say_and_nothing_is_written() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("a")})
    before = Path(FILE).read_bytes()
    said = call("baseline", "--status")[1]
    assert "2 entries can be dropped with --prune, 3 left." in said
    assert Path(FILE).read_bytes() == before
    assert call("baseline", "--prune")[1].splitlines()[:-1] == said.splitlines()[:-1]


def test_a_baseline_in_the_configuration_needs_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure("lint/known.json")
    (tmp_path / "lint").mkdir()
    assert "lint/known.json: 5 findings accepted; `fastapi-lint check` reports only new ones." in call("baseline")[1]
    write(tmp_path, {"one/main.py": HEAD + "app = FastAPI()" + routes("abcx")})
    code, output = call("check", "--output-format", "json")
    assert (code, len(json.loads(output)["diagnostics"])) == (1, 1)
    code, output = call("check", "--no-baseline", "--output-format", "json")
    assert (code, len(json.loads(output)["diagnostics"])) == (1, 6)
    monkeypatch.chdir(tmp_path / "one")
    assert "../lint/known.json: 0 entries dropped, 5 left" in call("baseline", "--prune")[1]


def test_a_configured_baseline_that_is_not_there_is_an_error_that_says_how_to_write_it() -> None:
    configure("absent.json")
    with pytest.raises(ConfigError, match=r"absent\.json: there is no such baseline; write it with"):
        call("check")


def test_dropping_and_only_counting_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="leave one of the two out"):
        call("baseline", "--prune", "--status")


def configure(name: str) -> None:
    settings = Path("fastapi-lint.toml")
    settings.write_text(f'baseline = "{name}"\n{settings.read_text()}')
