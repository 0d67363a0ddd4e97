"""A first look at the edited file and those around it: quick, and never the reason for a wrong word."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.api.checking import CACHE, check_project
from fastapi_lint.api.hooks.introduced import introduced
from fastapi_lint.api.hooks.payloads import Edited
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.model.report import Report
from fastapi_lint.source.discover import Discovery
from tests.api.hooks.shop import BROKEN, CLEAN, PLACE

BASE = '"""The base."""\n\n\nclass DomainError(Exception):\n    """What the business knows."""\n'
HANDLERS = '''\
"""Answers."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.base import DomainError


async def answer(request: Request, error: Exception) -> JSONResponse:
    """A problem document."""
    return JSONResponse({}, 400)


def register(app: FastAPI) -> None:
    """Registers them."""
    app.add_exception_handler(DomainError, answer)
'''
QUIET = '''\
"""Orders."""

from app.base import DomainError


def load(number: int) -> int:
    """One."""
    return number
'''
RAISING = QUIET.replace(
    "\n\n\ndef load", '\n\n\nclass MissingOrderError(DomainError):\n    """None."""\n\n\ndef load'
).replace("    return number", "    if number > 9:\n        raise MissingOrderError\n    return number")
MAIN = '''\
"""The service."""

from fastapi import FastAPI
REGISTERED
from app.orders import load

app = FastAPI()
CALL

@app.get("/orders/{number}")
def read_order(number: int) -> int:
    """One."""
    return load(number)
'''


def service(folder: Path, *, handled: bool) -> Path:
    """A service whose error is defined in one file, and handled by another that only `main` imports."""
    (folder / "app").mkdir()
    registered = ("\nfrom app.handlers import register", "register(app)\n") if handled else ("", "")
    main = MAIN.replace("REGISTERED", registered[0]).replace("CALL", registered[1])
    texts = {"base": BASE, "orders": QUIET, "main": main} | ({"handlers": HANDLERS} if handled else {})
    for name, text in texts.items():
        (folder / f"app/{name}.py").write_text(text)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "shop"\n[tool.fastapi-lint]\nselect = ["unhandled-domain-error"]\n'
    )
    return folder


def warmed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    check_project(Request())
    assert (folder / CACHE).is_dir()


@pytest.mark.parametrize("handled", [True, False])
def test_a_suspicion_is_told_only_when_the_whole_project_bears_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handled: bool
) -> None:
    warmed(service(tmp_path, handled=handled), monkeypatch)
    looks = looks_taken(monkeypatch)
    file = tmp_path / "app/orders.py"
    file.write_text(RAISING)
    report = introduced(tmp_path, [Edited(file, QUIET)])
    rules = [d.rule for d in report.diagnostics] if report else []
    assert rules == ([] if handled else ["unhandled-domain-error"])
    assert looks == ["near", "near, before", "whole"]


def test_what_stands_in_the_file_needs_no_second_look(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warmed(project, monkeypatch)
    looks = looks_taken(monkeypatch)
    assert places(edited(project, BROKEN)) == [PLACE.removesuffix(":5")]
    assert looks == ["near", "near, before"]


def test_a_clean_edit_costs_one_look_at_the_files_around_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "app/main.py").write_text(clean := CLEAN.replace("    time.sleep(1)\n", ""))
    warmed(project, monkeypatch)
    looks = looks_taken(monkeypatch)
    assert introduced(project, [Edited(project / "app/main.py", clean.replace('"n"', '"m"'))]) is None
    assert looks == ["near"]


def test_the_first_edit_in_a_project_reads_all_of_it_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = looks_taken(monkeypatch)
    first = places(edited(project, BROKEN))
    assert looks == ["whole", "whole, before"]
    assert places(edited(project, BROKEN)) == first
    assert looks[2:] == ["near", "near, before"]


def edited(project: Path, text: str) -> Report | None:
    file = project / "app/main.py"
    file.write_text(text)
    return introduced(project, [Edited(file, CLEAN)])


def places(report: Report | None) -> list[str]:
    return [f"{d.location.path}:{d.location.line}" for d in report.diagnostics] if report else []


def looks_taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read from now on, look by look; the looks themselves are the real ones."""
    taken: list[str] = []

    def noted(book: Catalog, config: Config, discovery: Discovery, wanted: Pass) -> Analysis:
        scope = "near" if wanted.near else "whole"
        taken.append(f"{scope}, before" if wanted.texts else scope)
        return analyse(book, config, discovery, wanted)

    monkeypatch.setattr("fastapi_lint.api.hooks.introduced.analyse", noted)
    return taken


def gate(folder: Path, text: str, before: str | None) -> list[str]:
    """What is said about an edit of the settings."""
    (folder / "app.py").write_text(CLEAN)
    (file := folder / "pyproject.toml").write_text(text)
    report = introduced(folder, [Edited(file, before)])
    return [d.message for d in report.diagnostics if d.rule == "lowered-gate"] if report else []


LESS = '[tool.fastapi-lint]\nignore = ["blocking-sleep"]\n'


def test_an_edit_that_switches_a_rule_off_is_told(tmp_path: Path) -> None:
    assert gate(tmp_path, LESS, "[tool.fastapi-lint]\n") == [
        "compared with the text before the edit, `blocking-sleep` is no longer reported"
    ]


@pytest.mark.parametrize("before", [LESS, None], ids=["as before", "unknown"])
def test_an_edit_that_leaves_the_settings_says_nothing_about_them(tmp_path: Path, before: str | None) -> None:
    assert gate(tmp_path, LESS, before) == []
