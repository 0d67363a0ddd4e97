"""What is read of a project, and what is not."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import discover
from fastapi_lint.source.scan import scan
from tests.source.build import in_process, project, write

ROUTE = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/x')\nasync def read() -> int: ...\n"


def _read(folder: Path, files: dict[str, str | bytes]) -> dict[str, set[str]]:
    """Path -> names of the functions and classes that were read."""
    modules = project(folder, files).project.modules
    return {p: {f.name for f in m.functions} | {c.name for c in m.classes} for p, m in modules.items()}


def test_a_file_without_anything_of_interest_is_not_parsed(tmp_path: Path) -> None:
    assert set(_read(tmp_path, {"main.py": ROUTE, "plain.py": "def add(a, b):\n    return a + b\n"})) == {"main.py"}


def test_what_no_route_reaches_is_not_parsed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"main.py": f"{ROUTE}def unused(a):\n    return a + 1\n"}
    assert _read(tmp_path, files) == {"main.py": {"read"}}


def test_what_a_coroutine_may_block_on_is_parsed_across_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "main.py": "from a import one\n" + ROUTE.replace("...", "\n    one()\n"),
        "a.py": "from b import two\ndef one():\n    return two()\ndef other(): ...\n",
        "b.py": "import time\ndef two():\n    time.sleep(1)\n",
    }
    assert _read(tmp_path, files) == {"main.py": {"read"}, "a.py": {"one"}, "b.py": {"two"}}


def test_files_of_other_roles_are_not_read(tmp_path: Path) -> None:
    scanned = project(tmp_path, {"tests/test_x.py": ROUTE, "main.py": ROUTE}, roles=frozenset({Role.APPLICATION}))
    assert set(scanned.project.modules) == {"main.py"}


def test_given_texts_stand_for_what_is_on_disk(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": ROUTE})
    texts = {"main.py": ROUTE.replace("/x", "/y")}
    scanned = scan(tmp_path, discover(tmp_path), in_process, frozenset(Role), texts=texts)
    assert [r.path for r in scanned.project.routes] == ["/y"]


def test_a_file_that_vanishes_after_discovery_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": ROUTE, "gone.py": ROUTE})
    found = discover(tmp_path)
    (tmp_path / "gone.py").unlink()
    scanned = scan(tmp_path, found, in_process, frozenset(Role))
    assert {p: u.reason for p, u in scanned.problems.items()} == {
        "gone.py": "it cannot be opened: No such file or directory"
    }


def test_a_syntax_error_where_something_is_read_is_a_problem(tmp_path: Path) -> None:
    scanned = project(tmp_path, {"main.py": ROUTE.replace("...", "x = (")})
    assert scanned.problems["main.py"].rule == "syntax-error"


def test_files_that_name_the_suppression_marker_are_known(tmp_path: Path) -> None:
    assert project(tmp_path, {"a.py": "x = 1  # fastapi-lint: ignore\n", "b.py": "y = 1\n"}).suppressing == ("a.py",)
