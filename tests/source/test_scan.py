"""What is read of a project, and what is not."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import discover
from fastapi_lint.source.scan import scan
from tests.source.build import in_process, project, write

ROUTE = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/x')\nasync def read() -> int: ...\n"


def test_every_function_of_an_application_file_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"main.py": f"{ROUTE}def unused(a):\n    return a + 1\n", "plain.py": "x = 1\n"}
    modules = project(tmp_path, files).project.modules
    assert {p: [f.name for f in m.functions] for p, m in modules.items()} == {
        "main.py": ["read", "unused"],
        "plain.py": [],
    }


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
