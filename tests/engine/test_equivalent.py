"""An answer still holds when files changed in a way that no rule can notice, and only then."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from fastapi_lint.engine import replay
from fastapi_lint.engine.equivalent import keep, replay_equivalent
from fastapi_lint.engine.evidence import Evidence

MAIN = """\
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/slow")
async def slow() -> int:
    # a pause
    time.sleep(1)
    return 1


LAST = 1
"""
TEST = "def test_it():\n    assert True\n"


class Service:
    """A service that was checked, and the checker as its user runs it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.main = root / "main.py"
        self.main.write_text(MAIN)
        (root / "tests").mkdir()
        (root / "tests/test_it.py").write_text(TEST)
        (root / "pyproject.toml").write_text('[project]\nname = "service"\nversion = "0"\n')
        self.settle()
        self.first = self.check()

    def settle(self) -> None:
        """Lets what was written become older than any cache distrusts."""
        time.sleep(0.15)

    def check(self, *options: str) -> str:
        return self._run(*options)[0]

    def _run(self, *options: str) -> tuple[str, set[str]]:
        command = [sys.executable, "-X", "importtime", "-m", "fastapi_lint", "check", *options]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        return done.stdout, {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    def is_replayed(self, *options: str) -> bool:
        """Whether the next check answers from the record, and answers what a check without any cache does."""
        self.settle()
        output, modules = self._run(*options)
        command = [sys.executable, "-m", "fastapi_lint", "check", "--no-cache", *options]
        fresh = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False).stdout
        assert output == fresh
        return "fastapi_lint.source.scan" not in modules


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        f"{MAIN}# a remark at the end\n",
        f"{MAIN}\n\n",
        f'{MAIN}"a bare string"\n',
        MAIN.replace("LAST = 1", "LAST = 1  # the last one"),
        MAIN.replace("LAST = 1", "LAST   =   1").replace("LAST   =   1", "LAST = 1 "),
    ],
    ids=["comment", "blank lines", "bare string", "remark beside code", "blank at the end"],
)
def test_what_no_rule_can_notice_changes_no_answer(service: Service, text: str) -> None:
    service.main.write_text(text)
    assert service.is_replayed()


@pytest.mark.parametrize(
    "text",
    [
        MAIN.replace("LAST = 1", "LAST = 2"),
        MAIN.replace("time.sleep(1)", "time.sleep(2)"),
        f"# a line above\n{MAIN}",
        MAIN.replace("# a pause", "# a nap"),
        MAIN.replace("time.sleep(1)", "time.sleep(1)  # fastapi-lint: ignore[blocking-sleep] it must"),
        f"{MAIN}def broken(:\n",
        f"{MAIN}assert LAST is 1\n",
    ],
    ids=["value", "argument", "moved", "shown line", "suppression", "syntax error", "delegated finding"],
)
def test_what_may_matter_is_looked_at_anew(service: Service, text: str) -> None:
    service.main.write_text(text)
    assert not service.is_replayed()


def test_an_answer_that_was_confirmed_is_replayed_again(service: Service) -> None:
    service.main.write_text(f"{MAIN}# one\n")
    assert service.is_replayed()
    service.main.write_text(f"{MAIN}# two\n")
    assert service.is_replayed()


def test_a_file_that_only_ruff_reads_may_say_something_else(service: Service) -> None:
    (service.root / "tests/test_it.py").write_text(TEST.replace("True", "1"))
    assert service.is_replayed()


def test_ruff_is_asked_about_a_file_that_only_it_reads(service: Service) -> None:
    (service.root / "tests/test_it.py").write_text("def broken(:\n")
    assert not service.is_replayed()


def test_a_file_that_an_editor_replaced_is_still_the_same(service: Service) -> None:
    fresh = service.root / "main.py.tmp"
    fresh.write_text(f"{MAIN}# saved\n")
    fresh.replace(service.main)
    assert service.is_replayed()


def test_a_new_file_is_noticed(service: Service) -> None:
    (service.root / "more.py").write_text("x = 1\n")
    assert not service.is_replayed()


def test_a_changed_configuration_is_noticed(service: Service) -> None:
    (service.root / "pyproject.toml").write_text('[tool.fastapi-lint]\nignore = ["blocking-sleep"]\n')
    assert not service.is_replayed()


def test_a_suppression_that_is_gone_from_a_file_that_only_ruff_reads_is_noticed(service: Service) -> None:
    settings = '[tool.fastapi-lint]\nselect = ["blocking-sleep", "unused-suppression"]\n'
    (service.root / "pyproject.toml").write_text(settings)
    test = service.root / "tests/test_it.py"
    test.write_text(f"{TEST}# fastapi-lint: ignore[blocking-sleep] it has to wait\n")
    service.settle()
    assert "unused-suppression" in service.check()
    test.write_text(TEST)
    assert not service.is_replayed()


@pytest.mark.parametrize("options", [("--output-format", "sarif"), ("--diff", "--unsafe-fixes")])
def test_a_comment_that_changes_a_fix_is_noticed_where_fixes_are_shown(
    service: Service, options: tuple[str, ...]
) -> None:
    commented = MAIN.replace("sleep(1)", "sleep(\n\n\n\n\n\n1  # second\n)")
    service.main.write_text(commented)
    service.settle()
    service.check(*options)
    service.main.write_text(commented.replace("  # second", ""))
    assert not service.is_replayed(*options)


def _recorded(folder: Path, file: Path, output: bytes) -> None:
    time.sleep(0.1)
    assert replay.record(str(folder), "key", time.time_ns(), [str(file)], output, 1)


def _replayed(folder: Path) -> tuple[bytes, int] | None:
    return replay_equivalent(str(folder), "key", lambda *_: True)


def test_a_file_that_changes_before_it_is_kept_is_looked_at_anew(tmp_path: Path) -> None:
    file, cache = tmp_path / "main.py", tmp_path / "cache"
    file.write_text("x = 1\n")
    _recorded(cache, file, b"of one")
    file.write_text("x = 2\n")
    keep(str(cache), "key", Evidence({str(file): []}, (), (), (), None))
    assert _replayed(cache) is None


def test_what_was_kept_beside_another_answer_is_not_compared_with(tmp_path: Path) -> None:
    file, cache = tmp_path / "main.py", tmp_path / "cache"
    file.write_text("x = 1\n")
    _recorded(cache, file, b"of one")
    keep(str(cache), "key", Evidence({str(file): []}, (), (), (), None))
    file.write_text("x = 2\n")
    _recorded(cache, file, b"of two")
    file.write_text("x = 1\n")
    assert _replayed(cache) is None
