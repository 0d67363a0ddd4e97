"""The reports of all shares make the report of the whole, and nothing that is missing looks evaluated."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.api.share import share
from fastapi_lint.model.errors import UsageError
from fastapi_lint.reporters.registry import FORMATS
from tests.cli.test_reports import call
from tests.reporters.test_json import SCHEMA
from tests.source.build import write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A service with many planted defects, a file that cannot be read, and a broken pipeline."""
    shutil.copytree(ROOT / "fixtures/violations/bookshop/planted", tmp_path / "service")
    write(tmp_path / "service", {"src/bookshop/broken.py": "def :\n", ".github/workflows/ci.yml": "on: [\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "service"


def reports(folder: Path, count: int, *options: str) -> list[str]:
    """The files with the reports of all shares, the last share first."""
    names = []
    for number in range(count, 0, -1):
        names.append(f"{number}.json")
        call(*checking(folder), "--shard", f"{number}/{count}", "--output-file", names[-1], *options)
    return names


def checking(folder: Path) -> tuple[str, ...]:
    return ("check", str(folder), "--no-cache", "--output-format", "json")


@pytest.mark.parametrize("count", [1, 4])
def test_the_merged_report_is_that_of_the_whole_byte_for_byte(service: Path, count: int) -> None:
    code, merged = call("merge", *reports(service, count))
    whole_code, whole = call(*checking(service))
    assert merged == whole
    assert (code, whole_code) == (1, 1)
    assert len(json.loads(whole)["diagnostics"]) > 40
    assert json.loads(whole)["skipped"] != []


@pytest.mark.parametrize("profile", ["recommended", "principles"])
def test_every_format_of_the_merged_report_is_that_of_the_whole(service: Path, profile: str) -> None:
    latin = "# coding: latin-1\nimport time\nasync def wait() -> None:\n    time.sleep(1)  # M\xfc\xdfig\n"
    (service / "src/bookshop/latin.py").write_text(latin, encoding="latin-1")
    options = ("--profile", profile)
    merged = [option for name in FORMATS for option in ("--report", f"{name}=merged.{name}")]
    whole = [option for name in FORMATS for option in ("--report", f"{name}=whole.{name}")]
    call("merge", *reports(service, 4, *options), *merged)
    call(*checking(service), *options, *whole)
    assert [n for n in FORMATS if timeless(f"merged.{n}") != timeless(f"whole.{n}")] == []
    assert ("not evaluated" in timeless("whole.html")) == (profile == "principles"), "it holds the conformance"


def timeless(name: str) -> str:
    """A report without the minute in which it was made."""
    return re.sub(r"<time[^>]*>[^<]*</time>", "", Path(name).read_text("utf-8"))


def test_the_report_of_a_share_judges_no_statement(service: Path) -> None:
    reports(service, 2, "--profile", "principles", "--report", "html=share.html")
    assert 'id="conformance"' not in timeless("share.html")
    assert "1/2, to be joined by <code>fastapi-lint merge</code>" in timeless("share.html")


def test_shares_of_two_commits_are_refused(service: Path) -> None:
    names = reports(service, 2)
    part = json.loads(Path("1.json").read_text())["part"]
    changed("1.json", "part", part | {"revision": "0" * 40})
    with pytest.raises(UsageError, match=r"its project or commit is not that of 2.json"):
        call("merge", *names)


def test_files_whose_names_are_not_utf_8_keep_their_place(service: Path) -> None:
    source = (service / "src/bookshop/api/v1/orders.py").read_bytes()
    for name in (b"\xff.py", b"z.py", b"\\z.py"):
        Path(os.fsdecode(os.fsencode(service / "src/bookshop") + b"/" + name)).write_bytes(source)
    whole = call(*checking(service))[1]
    assert call("merge", *reports(service, 3))[1] == whole
    assert whole.count("udcff.py") > 1


def test_a_share_without_files_says_so_and_fails_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"main.py": "", "fastapi-lint.toml": ""})
    empty = [n for n in range(1, 5) if not share(f"{n}/4").holds("main.py")]
    shown = [call("check", "--no-cache", "--shard", f"{n}/4", "--output-format", "text") for n in empty]
    said = "No file belongs to this share. Checked 0 files, 0 routes of share"
    assert shown == [(0, f"{said} {n}/4.\n") for n in empty]
    assert "<error" not in call("check", "--no-cache", "--shard", f"{empty[0]}/4", "--output-format", "junit")[1]


def test_further_reports_are_written_in_the_same_run(service: Path) -> None:
    files = ("--report", "sarif=out/lint.sarif", "--report", "json=lint.json")
    code, shown = call("check", str(service), "--no-cache", "--output-format", "github", *files)
    assert (code, shown.count("::error")) == (1, call(*checking(service))[1].count('"severity": "error"'))
    assert Path("lint.json").read_text() == call(*checking(service))[1]
    assert Path("out/lint.sarif").read_text() == call("check", str(service), "--output-format", "sarif")[1]


@pytest.mark.parametrize("value", ["sarif", "sarif=", "=lint.sarif", "sarfi=lint.sarif"])
def test_a_further_report_without_format_or_file_is_an_error(value: str) -> None:
    with pytest.raises(UsageError, match=r"names no file|No output format"):
        call("check", "--report", value)


def test_a_baseline_of_moved_files_is_shared_out_too(service: Path) -> None:
    call("baseline", str(service), "--file", "known.json")
    (service / "src/bookshop/api/v1/orders.py").rename(service / "src/bookshop/api/v1/purchases.py")
    merged = call("merge", *reports(service, 4, "--baseline", "known.json"))[1]
    whole = call(*checking(service), "--baseline", "known.json")[1]
    assert merged == whole
    assert json.loads(whole)["summary"]["baselined"] > 20


def test_every_share_keeps_to_the_schema_and_holds_something(service: Path) -> None:
    shares = [json.loads(Path(name).read_text()) for name in reports(service, 4)]
    assert [error for share in shares for error in Draft202012Validator(SCHEMA).iter_errors(share)] == []
    assert [share["shard"] for share in shares] == ["4/4", "3/4", "2/4", "1/4"]
    assert all(share["diagnostics"] for share in shares)


def test_findings_in_project_files_belong_to_one_share(service: Path) -> None:
    whole = json.loads(call(*checking(service), "--profile", "principles")[1])["diagnostics"]
    names = reports(service, 3, "--profile", "principles")
    shares = [json.loads(Path(name).read_text())["diagnostics"] for name in names]
    files = {d["path"] for d in whole if not d["path"].endswith(".py")}
    assert [len([s for s in shares if path in {d["path"] for d in s}]) for path in files] == [1] * len(files)
    assert files


def test_a_missing_share_is_an_error(service: Path) -> None:
    with pytest.raises(UsageError, match=r"the report of share 1/3, 2/3 is missing; pass the reports of all shares"):
        call("merge", reports(service, 3)[0])


def test_a_share_given_twice_is_an_error(service: Path) -> None:
    names = reports(service, 2)
    shutil.copy(names[0], "again.json")
    with pytest.raises(UsageError, match=r"again.json: is share 2/2, and so is 2.json"):
        call("merge", *names, "again.json")


def test_a_share_that_cannot_be_is_told_of_with_its_file(service: Path) -> None:
    names = reports(service, 2)
    changed(names[0], "shard", "2/x")
    with pytest.raises(UsageError, match=r"2.json: says that it is share `2/x`, which is none; write it with"):
        call("merge", *names)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_reports_that_powershell_has_redirected_are_read(service: Path, encoding: str) -> None:
    names = reports(service, 2)
    merged = call("merge", *names)[1]
    Path(names[0]).write_text(Path(names[0]).read_text("utf-8"), encoding)
    assert call("merge", *names)[1] == merged


def test_a_report_of_the_whole_has_nothing_to_merge_with(service: Path) -> None:
    call(*checking(service), "--output-file", "whole.json")
    with pytest.raises(UsageError, match=r"whole.json: was written without `--shard`"):
        call("merge", "whole.json")


def changed(name: str, key: str, value: Any) -> None:
    report = json.loads(Path(name).read_text())
    Path(name).write_text(json.dumps(report | {key: value}))


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("profile", "official", "its profile is not that of 2.json"),
        ("tool", {"name": "fastapi-lint", "version": "0"}, "fastapi-lint 0 wrote it"),
        ("shard", "1/3", "shares of different runs"),
        ("shard", "0/0", "says that it is share `0/0`, which is none"),
        ("schema", 2, "is no report"),
        ("summary", {}, "its summary lacks counts"),
        ("diagnostics", [{"rule": "a"}], "is no report"),
        ("skipped", ["a"], "is no report"),
    ],
)
def test_reports_that_do_not_belong_together_are_named(service: Path, key: str, value: Any, problem: str) -> None:
    names = reports(service, 2)
    changed("1.json", key, value)
    with pytest.raises(UsageError, match=problem):
        call("merge", *names)


@pytest.mark.parametrize("text", ["", "[" * 100_000, "[]", "null", "\xff"])
def test_a_file_that_is_no_report_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text, encoding="latin-1")
    with pytest.raises(UsageError, match=r"odd.json: is no"):
        call("merge", str(tmp_path / "odd.json"))


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/4/4", "\N{FULLWIDTH DIGIT ONE}/4"])
def test_a_share_that_does_not_exist_is_an_error(text: str) -> None:
    with pytest.raises(UsageError, match=f"`{text}` is no share"):
        call("check", "--shard", text)


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
    ],
)
def test_findings_below_the_given_severity_leave_the_exit_code_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, severity: str, fail_on: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = f'select = ["blocking-sleep"]\nseverity = {{blocking-sleep = "{severity}"}}\n'
    source = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n\n\n"
    source += '@app.get("/a")\nasync def a() -> None:\n    time.sleep(1)\n'
    write(tmp_path, {"fastapi-lint.toml": settings, "main.py": source})
    exits = call("check", "--no-cache", "--fail-on", fail_on)
    assert (exits[0], "blocking-sleep" in exits[1]) == (code, True)
    names = reports(tmp_path, 2, "--fail-on", fail_on)
    assert call("merge", *names, "--fail-on", fail_on)[0] == code


def test_paths_without_anything_to_check_are_an_error_unless_a_hook_passes_them(service: Path) -> None:
    paths = (str(service / "pyproject.toml"), "--no-cache", "--select", "blocking-sleep")
    assert call("check", *paths)[0] == 4
    assert call("check", *paths, "--allow-none")[0] == 0


def test_what_stands_in_one_file_is_looked_at_in_one_share_and_what_spans_files_in_all(service: Path) -> None:
    def looked(rule: str, shard: str) -> int:
        request = Request((service,), select=(rule,), no_cache=True, jobs=1, shard=share(shard))
        return check_project(request).analysis.looked[rule]

    functions, parts = looked("changed-default-argument", "1/1"), [f"{n}/3" for n in (1, 2, 3)]
    assert sum(looked("changed-default-argument", part) for part in parts) == functions > 10
    assert [looked("duplicate-route", part) for part in parts] == [1, 1, 1]
