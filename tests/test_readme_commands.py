"""Whatever README.md says to run in a project runs there as it is written, from top to bottom."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests.documents import DOCUMENTS, ROOT, named_calls, whole_calls

README = DOCUMENTS["README.md"]
MENTIONED = {"hook", "new", "explain RULE"}
"""Commands that sentences speak of without saying how to call them."""
CALLS = [
    call
    for call in dict.fromkeys(map(shlex.join, (*named_calls(README), *whole_calls(README))))
    if call not in MENTIONED
]


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


def cloned(place: Path) -> Path:
    """A clone of a repository that holds the sample service, on its branch `main`."""
    shutil.copytree(ROOT / "fixtures/sample", place / "origin")
    git(place / "origin", "init", "--quiet", "--initial-branch=main")
    git(place / "origin", "add", "--all")
    git(place / "origin", "commit", "--quiet", "--message=the service")
    git(place, "clone", "--quiet", str(place / "origin"), str(place / "clone"))
    return place / "clone"


def test_the_commands_of_the_readme_do_their_work_one_after_another(tmp_path: Path) -> None:
    """0 and 1 are answers; 2 to 4 say that something was asked wrongly or could not be done."""
    clone, refused = cloned(tmp_path), []
    for call in CALLS:
        where = ROOT if "fixtures/" in call else clone
        command = [sys.executable, "-m", "fastapi_lint", *shlex.split(call)]
        done = subprocess.run(command, cwd=where, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode not in {0, 1} or not done.stdout:
            refused.append((call, done.returncode, done.stderr))
    assert refused == []


def test_each_row_of_what_you_want_names_a_command_that_is_run() -> None:
    table = README.split("| you want | you run |")[1].split("\n\n")[0]
    named = re.findall(r"`fastapi-lint ([^`]+)`", table)
    assert len(named) > 10
    assert set(named) <= set(CALLS)
