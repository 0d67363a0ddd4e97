"""Whatever a project holds, a run ends with a clear word and a documented exit code, never with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from fastapi_lint.cli.app import run as run_commands
from tests.source.build import write

GOOD = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/items")
def read_items() -> list[str]:
    return []
"""


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON report."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def rules(self) -> list[tuple[str, str]]:
        """(path, rule) of each diagnostic."""
        return [(d["path"], d["rule"]) for d in self.data["diagnostics"]]


def run(folder: Path, *arguments: str) -> Outcome:
    """Runs the command line in a folder; what it raises fails the test."""
    out, err = TextIOWrapper(BytesIO(), "utf-8", write_through=True), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as stopped:
        run_commands(arguments)
    code = stopped.value.code
    assert isinstance(code, int)
    return Outcome(code, out.buffer.getvalue().decode(), err.getvalue())


def run_apart(folder: Path, *arguments: str) -> Outcome:
    """Runs the installed command in a process of its own, with its cache; a traceback fails the test."""
    command = [sys.executable, "-m", "fastapi_lint", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=False)
    outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in outcome.out + outcome.err, outcome.err
    return outcome


def check(folder: Path, files: Mapping[str, str | bytes], *arguments: str) -> Outcome:
    """Checks a project of these files and one good route."""
    write(folder, {"main.py": GOOD, **files})
    return run(folder, "check", "--no-cache", "--output-format", "json", *arguments)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"s = '\xff\xfe'\n", "byte 5 is not valid utf-8"),
        (b"x = 1\n\0\0\n", "it contains NUL bytes"),
        (b"# coding: klingon\n", "its encoding `klingon` is not known to Python"),
        ("import fastapi\n".encode("utf-16"), "it contains NUL bytes"),
        (b"x = 1\n" * 1_800_000, "it is larger than 4 MiB"),
        (b"x = " + b"(" * 6_000 + b")" * 6_000, "its expressions are nested too deeply"),
        (b"x = " + b"not " * 20_000 + b"1", "its expressions are nested too deeply"),
        (b"x = " + b"-" * 20_000 + b"1", "its expressions are nested too deeply"),
        (b"x = " + b"1 + " * 200_000 + b"1", "its expressions are nested too deeply"),
    ],
    ids=["not utf-8", "NUL", "unknown encoding", "utf-16", "10 MB", "brackets", "not", "minus", "sum"],
)
def test_a_file_that_cannot_be_read_is_reported_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    found = check(tmp_path, {"odd.py": content})
    assert found.code == 1
    assert found.rules == [("odd.py", "unreadable-file")]
    assert reason in found.data["diagnostics"][0]["message"]
    assert found.data["skipped"] == [{"rule": "odd.py", "reason": reason}] or reason in str(found.data["skipped"])


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.rstrip("\n").encode(),
        b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(),
        b"\x0c\n" + GOOD.encode(),
        b"#!/usr/bin/env python\n# -*- coding: latin-1 -*-\n# \xfc\n" + GOOD.encode(),
    ],
    ids=["BOM", "CRLF", "CR", "no final newline", "BOM and CRLF", "form feed", "latin-1"],
)
def test_every_way_of_writing_a_text_file_is_read(tmp_path: Path, content: bytes) -> None:
    found = check(tmp_path, {"main.py": content})
    assert (found.code, found.rules) == (0, [])
    assert found.data["summary"]["routes"] == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_exact_whatever_the_newlines_are(tmp_path: Path, newline: str, mark: str) -> None:
    code = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.on_event("startup")\ndef start() -> None: ...\n'
    text = mark + (code + GOOD.partition("app = FastAPI()\n")[2]).replace("\n", newline)
    found = check(tmp_path, {"main.py": text.encode()}, "--select", "deprecated-startup-event")
    (diagnostic,) = found.data["diagnostics"]
    assert (diagnostic["line"], diagnostic["column"]) == (6, 2)


@pytest.mark.parametrize(
    "code",
    [
        "def f(:\n    pass\n",
        "x = (\n",
        "x = 'abc\n",
        'x = """abc\n',
        "if True:\nx = 1\n",
        "  x = 1\n",
        "def f():\n\tx = 1\n        y = 2\n",
        "print 'hello'\n",
        "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n",
        "x = 0777\n",
        "class A(:\n",
        "return = 1\n",
    ],
)
def test_a_syntax_error_is_reported_even_where_nothing_looks(tmp_path: Path, code: str) -> None:
    found = check(tmp_path, {"odd.py": code})
    assert found.code == 1
    assert found.rules == [("odd.py", "syntax-error")]


@pytest.mark.parametrize(
    "code",
    [
        "from fastapi import APIRouter\n{% if cookiecutter.auth %}\nrouter = APIRouter()\n{% endif %}\n",
        "from {{ cookiecutter.name }} import app\n",
    ],
)
def test_a_template_is_named_as_not_read_and_is_no_defect(tmp_path: Path, code: str) -> None:
    found = check(tmp_path, {"main.py": GOOD, "odd.py": code})
    assert (found.code, found.rules) == (0, [])
    assert "it is a template" in str(found.data["skipped"])


def test_a_syntax_error_beside_a_route_is_reported_without_the_delegate(tmp_path: Path) -> None:
    found = check(tmp_path, {"odd.py": GOOD.replace("[]", "[")}, "--no-delegates")
    assert (found.code, found.rules) == (1, [("odd.py", "syntax-error")])


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("3.8", "def f(a, /, b):\n    if (n := len(a)) > 1:\n        return f'{n=}'\n"),
        ("3.9", "d: dict[str, int] = {} | {}\n@(lambda f: f)\ndef g(): ...\n"),
        ("3.10", "match x:\n    case {'a': [1, *rest]} if rest:\n        pass\n    case _:\n        pass\n"),
        ("3.10 with", "with (open('a') as a, open('b') as b,):\n    pass\n"),
        ("3.11", "try:\n    pass\nexcept* (OSError, ValueError) as group:\n    pass\ndef f(*args: *Ts): ...\n"),
        ("3.12", "type A[T] = list[T]\nclass B[T: int, *Ts, **P]: ...\ndef f[T](x: T) -> T: ...\n"),
        ("3.12 f-string", 'x = f"{\'a\' + f"{1 + f\'{2}\'}" + "b"} {\n    1  # note\n}"\n'),
        ("3.13", "type A[T = int] = list[T]\nclass B[T = int]: ...\n"),
        ("3.14 except", "try:\n    pass\nexcept OSError, ValueError:\n    pass\n"),
        ("3.14 t-string", "x = t'{1!r:>{2}} a'\n"),
    ],
)
def test_the_syntax_of_every_python_version_is_read(tmp_path: Path, version: str, code: str) -> None:
    found = check(tmp_path, {"main.py": f"{GOOD}\n\n{code}"}, "--full")
    assert (found.code, found.rules) == (0, []), version


def test_a_lazy_import_of_python_3_15_hides_nothing_else(tmp_path: Path) -> None:
    found = check(tmp_path, {"main.py": f"lazy import json\nlazy from os import path\n{GOOD}"})
    assert found.data["summary"]["routes"] == 1
    assert "main.py" not in {path for path, rule in found.rules if rule == "unreadable-file"}


@pytest.mark.parametrize(
    "code",
    [
        "x = " + "(" * 2_000 + "1" + ")" * 2_000,
        "x = " + "[" * 2_000 + "]" * 2_000,
        "x = a" + ".b" * 2_000,
        "x = a" + "()" * 2_000,
        "x = a" + "[0]" * 2_000,
        "x = " + "1 + " * 2_000 + "1",
        "x = " + "a and " * 2_000 + "a",
        "x = " + "1 if a else " * 1_000 + "2",
        "if a:\n    pass\n" + "elif a:\n    pass\n" * 2_000,
        "".join(" " * n + "if a:\n" for n in range(95)) + " " * 95 + "pass",
        "x = " + "lambda: " * 900 + "1",
        "x = " + "-" * 900 + "1",
        "x = " + "'a' " * 2_000,
        "x = " + "{1: " * 1_000 + "1" + "}" * 1_000,
        "x: " + "list[" * 1_000 + "int" + "]" * 1_000,
    ],
    ids=["round", "square", "attributes", "calls", "items", "plus", "and", "conditional", "elif", "indentation",
         "lambda", "minus", "strings", "dicts", "annotation"],
)  # fmt: skip
def test_deep_nesting_is_read_or_refused_but_never_fatal(tmp_path: Path, code: str) -> None:
    write(tmp_path, {"main.py": f"{GOOD}\n\n{code}\n"})
    found = run_apart(tmp_path, "check", "--no-cache", "--full", "--output-format", "json")
    assert found.code in (0, 1)
    assert found.data["errors"] == []
    assert {rule for _, rule in found.rules} <= {"unreadable-file"}


def test_two_thousand_levels_of_indentation_are_a_syntax_error(tmp_path: Path) -> None:
    code = "".join(" " * n + "if a:\n" for n in range(2_000)) + " " * 2_000 + "pass\n"
    write(tmp_path, {"main.py": GOOD, "odd.py": code})
    found = run_apart(tmp_path, "check", "--no-cache", "--full", "--output-format", "json")
    assert found.code in (0, 1)
    assert {rule for _, rule in found.rules} <= {"syntax-error", "unreadable-file"}


def test_a_link_to_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.py").symlink_to("nowhere.py")
    found = check(tmp_path, {})
    assert found.code == 0
    assert "odd.py" in str(found.data["skipped"])


def test_what_could_not_be_read_makes_a_strict_run_fail(tmp_path: Path) -> None:
    (tmp_path / "odd.py").symlink_to("nowhere.py")
    assert check(tmp_path, {}, "--strict").code == 4


def test_a_folder_called_like_a_file_is_a_folder(tmp_path: Path) -> None:
    found = check(tmp_path, {"x.py/inner.py": "x = 1\n"})
    assert (found.code, found.data["summary"]["files"]) == (0, 2)


def test_a_pipe_called_like_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "odd.py")
    found = check(tmp_path, {})
    assert found.code == 0
    assert "it is not a regular file" in str(found.data["skipped"])


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.py").symlink_to("self.py")
    found = check(tmp_path, {})
    assert (found.code, found.data["summary"]["files"]) == (0, 1)
    assert "self.py" in str(found.data["skipped"])


SLOW = """
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/slow")
async def slow() -> int:
    time.sleep(1)
    return 1
"""


@pytest.mark.parametrize("asked", [(), ("link.py",), ("link.py", "main.py"), ("folder",)])
def test_a_file_that_links_lead_to_is_judged_once_under_its_own_path(tmp_path: Path, asked: tuple[str, ...]) -> None:
    (tmp_path / "link.py").symlink_to("main.py")
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    write(tmp_path, {"main.py": SLOW})
    options = ("--no-cache", "--select", "blocking-sleep,duplicate-route", "--output-format", "json")
    found = run_apart(tmp_path, "check", *asked, *options)
    assert (found.code, found.rules) == (1, [("main.py", "blocking-sleep")])


def test_names_that_are_not_text_are_shown_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py")).write_text("x = (\n")
    found = check(tmp_path, {}, "--full", "--output-format", "text")
    assert found.code == 1
    assert "syntax-error" in found.out


def test_names_with_spaces_newlines_and_other_letters_are_read(tmp_path: Path) -> None:
    found = check(tmp_path, {"a b.py": GOOD, "ü.py": GOOD, "a\nb.py": GOOD})
    assert found.code == 0
    assert found.data["summary"]["files"] == 4


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"pyproject.toml": "[tool.fastapi-lint\n"}, "not valid TOML"),
        ({"pyproject.toml": b"[tool.fastapi-lint]\napp = '\xff'\n"}, "not UTF-8"),
        ({"pyproject.toml": "[tool]\nfastapi-lint = 1\n"}, "must be a table"),
        ({"pyproject.toml": "[tool.fastapi-lint]\nprofle = 'x'\n"}, "did you mean `profile`?"),
        ({"pyproject.toml": "[tool.fastapi-lint]\nprofile = 'recomended'\n"}, "did you mean `recommended`?"),
        ({"pyproject.toml": "[tool.fastapi-lint]\nselect = ['duplicate-routes']\n"}, "did you mean `duplicate-route`?"),
        ({"pyproject.toml": "[tool.fastapi-lint]\nselect = 1\n"}, "select"),
        ({"fastapi-lint.toml": "= 1\n"}, "not valid TOML"),
    ],
)
def test_a_configuration_that_is_wrong_ends_with_2(tmp_path: Path, files: dict[str, str | bytes], said: str) -> None:
    found = check(tmp_path, files)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_a_broken_manifest_is_named_as_it_says_which_versions_count(tmp_path: Path) -> None:
    found = check(tmp_path, {"pyproject.toml": "[project\nname = 'x'\n"}, "--select", "routing")
    assert found.code == 1
    assert "this file is not valid TOML" in found.out


@pytest.mark.parametrize(
    "files",
    [{"pyproject.toml": "{% if a %}\n[project\n{% endif %}\n"}, {"tests/data/pyproject.toml": "[project\n"}],
    ids=["a template", "data of tests"],
)
def test_what_is_no_manifest_of_ours_may_be_broken(tmp_path: Path, files: dict[str, str]) -> None:
    files |= {"tests/data/test_it.py": ""}
    assert check(tmp_path, {**files}, "--select", "routing").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("check", "--select", "duplicate-routes"), 2, "did you mean `duplicate-route`?"),
        (("check", "--ignore", "nonsense-xyz"), 2, "nonsense-xyz"),
        (("check", "--profile", "recomended"), 2, "did you mean `recommended`?"),
        (("check", "--profile", "zzz"), 2, "recommended"),
        (("check", "--output-format", "jsn"), 2, "did you mean `json`?"),
        (("check", "--jobs", "0"), 2, "--jobs"),
        (("check", "--config", "missing.toml"), 2, "missing.toml"),
        (("check", "--baseline", "missing.json"), 2, "missing.json"),
        (("check", "missing"), 2, "`missing` does not exist"),
        (("check", "--nonsense"), 2, "--nonsense"),
        (("chek",), 2, "did you mean `check`?"),
        (("xyzzy",), 2, "there is no command `xyzzy`"),
        (("explain", "duplicate-routes"), 2, "did you mean `duplicate-route`?"),
        (("rules", "--category", "routng"), 2, "did you mean `routing`?"),
        (("why", "main.py"), 2, "is not FILE:LINE"),
        (("why", "missing.py:1"), 4, "is not a file"),
        (("completion", "tcsh"), 2, "tcsh"),
    ],
)
def test_a_wrong_request_names_the_nearest_right_one(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    write(tmp_path, {"main.py": GOOD})
    found = run(tmp_path, *arguments)
    assert found.code == code
    assert said in found.err


def test_an_empty_folder_is_not_green(tmp_path: Path) -> None:
    found = run(tmp_path, "check")
    assert found.code == 4
    assert "there is no Python file to check" in found.err


def test_a_folder_whose_only_file_cannot_be_read_is_not_green(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": b"\0"})
    assert run(tmp_path, "check", "--no-cache").code == 4


def test_a_file_given_by_name_is_checked_alone(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": GOOD, "odd.py": "x = (\n", "pyproject.toml": ""})
    assert run(tmp_path, "check", "--no-cache", "main.py").code == 0
    found = run(tmp_path, "check", "--no-cache", "odd.py")
    assert found.code == 4
    assert "syntax-error" in found.out


@pytest.mark.parametrize("hostile", ["file", "link", "pipe", "broken"])
def test_a_cache_that_cannot_be_used_changes_nothing(tmp_path: Path, hostile: str) -> None:
    write(tmp_path, {"main.py": GOOD})
    cache = tmp_path / ".fastapi_lint_cache"
    match hostile:
        case "file":
            cache.write_text("not a folder")
        case "link":
            cache.symlink_to("nowhere/at/all")
        case "pipe":
            os.mkfifo(cache)
        case "broken":
            assert run_apart(tmp_path, "check").code == 0
            for file in cache.rglob("*"):
                if file.is_file():
                    file.write_bytes(b"\x80\x04garbage\0\xff")
    first, second = run_apart(tmp_path, "check"), run_apart(tmp_path, "check")
    assert (first.code, second.code) == (0, 0)
    assert "1 route" in first.out


def test_a_cache_whose_entries_are_folders_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": GOOD})
    run_apart(tmp_path, "check")
    for file in [f for f in (tmp_path / ".fastapi_lint_cache").rglob("*") if f.is_file()]:
        file.unlink()
        file.mkdir()
    assert run_apart(tmp_path, "check").code == 0


def test_a_report_that_cannot_be_written_ends_with_a_word(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": GOOD, "folder/x.txt": ""})
    found = run(tmp_path, "check", "--no-cache", "--output-file", "folder")
    assert found.code == 2
    assert "folder" in found.err


def test_a_current_folder_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"rmdir '{gone}' && exec '{sys.executable}' -m fastapi_lint check"
    done = subprocess.run(["sh", "-c", script], cwd=gone, capture_output=True, check=False, text=True)
    said = "fastapi-lint: the current folder is gone; change to one that exists.\n"
    assert (done.returncode, done.stderr) == (2, said)


TRAP = "import pathlib\npathlib.Path({place!r}).joinpath(__name__ + '.ran').write_text('executed')\n"


def test_nothing_of_the_target_is_executed(tmp_path: Path) -> None:
    evidence, target = tmp_path / "evidence", tmp_path / "target"
    evidence.mkdir()
    trap = TRAP.format(place=str(evidence))
    traps = ("main.py", "conftest.py", "setup.py", "sitecustomize.py", "usercustomize.py", "backend.py", "libcst.py",
             "yaml.py", "click.py", "rich/__init__.py", "fastapi_lint/__init__.py", "fastapi/__init__.py",
             "ruff/__init__.py", "json.py", "app/__init__.py")  # fmt: skip
    write(target, dict.fromkeys(traps, f"{trap}{GOOD}"))
    manifest = (
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[tool.ruff]\nextend = "x"\n'
    )
    write(target, {"pyproject.toml": manifest, "ruff.toml": "= broken", ".pth": f"import os; {trap}"})
    command = Path(sys.executable).with_name("fastapi-lint")
    for arguments in (("check",), ("check", "--full", "--no-cache"), ("check", "--fix", "--unsafe-fixes"), ("check",)):
        done = subprocess.run([command, *arguments], cwd=target, capture_output=True, check=False, text=True)
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
    assert list(evidence.iterdir()) == []
