"""A statement holds only when everything that it names ran, had something to look at, and found nothing wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from fastapi_lint.api.conformance import conformance
from fastapi_lint.catalog.rule import SUBJECTS, Catalog, Guideline, Profile, Served, Statement
from fastapi_lint.facts.subjects import KNOWN
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.overview import State
from fastapi_lint.views.conformance import Verdict
from tests.source.build import write

Params: TypeAlias = dict[str, tuple[str, ...]] | None
Judge: TypeAlias = Callable[..., Verdict]

APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef read() -> int:\n    return 1\n"
MANIFEST = '[project]\nname = "shop"\nrequires-python = ">=3.9"\n'


def mirror(book: Catalog, *statements: Statement, params: Params = None) -> Catalog:
    """The rulebook with one guideline of these statements, and a profile `own` that mirrors it."""
    serves: dict[str, list[Served]] = {}
    for statement in statements:
        for rule, part in statement.references():
            serves.setdefault(rule, []).append(Served(statement.sid, "own", part))
    rules = {name: replace(rule, serves=tuple(serves.get(name, ()))) for name, rule in book.rules.items()}
    profile = Profile("own", "Own", "", "own", (), {}, {"missing-required-path": {"paths": params}} if params else {})
    guideline = Guideline("own", "Own", {"One": statements})
    return replace(book, rules=rules, guidelines={"own": guideline}, profiles={**book.profiles, "own": profile})


@pytest.fixture
def verdict(book: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Judges a project of files by one statement about these rules."""
    monkeypatch.chdir(tmp_path)

    def judge(
        files: dict[str, str], *rules: str, params: dict[str, tuple[str, ...]] | None = None, **more: object
    ) -> Verdict:
        write(tmp_path, {"app/main.py": APP, **files})
        statement = Statement("O-1", "must", "Text", rules, **more)  # type: ignore[arg-type]
        (found,) = conformance(tmp_path, "own", mirror(book, statement, params=params)).verdicts
        return found

    return judge


def test_a_statement_holds_when_its_rules_looked_and_found_nothing(verdict: Judge) -> None:
    assert verdict({"pyproject.toml": MANIFEST.replace("3.9", "3.12")}, "outdated-python-floor").state is State.HOLDS


def test_a_violation_names_its_place_even_when_it_is_suppressed(verdict: Judge) -> None:
    comment = "# fastapi-lint: ignore[outdated-python-floor] an old cluster"
    found = verdict({"pyproject.toml": MANIFEST.rstrip() + f"  {comment}\n"}, "outdated-python-floor")
    assert found.state is State.VIOLATED
    assert [v.shown for v in found.violations] == ["pyproject.toml:3 (suppressed)"]


def test_a_comment_that_suppresses_wrongly_breaks_a_statement_about_such_comments(verdict: Judge) -> None:
    files = {"app/main.py": APP + "LIMIT = 1  # fastapi-lint: ignore[blocking-sleep]\n"}
    found = verdict(files, "suppression-without-reason")
    assert (found.state, [v.shown for v in found.violations]) == (State.VIOLATED, ["app/main.py:6"])


def test_nothing_to_look_at_is_not_applicable(verdict: Judge) -> None:
    found = verdict({"pyproject.toml": MANIFEST}, "root-container-user")
    assert (found.state, found.reason) == (State.NOT_APPLICABLE, "no dockerfile in this project")
    found = verdict({"Dockerfile": "FROM python:3.13\nUSER app\n"}, "root-container-user")
    assert found.state is State.HOLDS


def test_without_a_manifest_there_is_no_service(verdict: Judge) -> None:
    found = verdict({}, "missing-required-path")
    assert (found.state, found.reason) == (State.NOT_APPLICABLE, "no service with a manifest in this project")


def test_only_findings_of_its_part_break_a_statement(verdict: Judge) -> None:
    files, params = {"pyproject.toml": MANIFEST, "a.md": ""}, {"a.md": ("a.md",), "b.md": ("b.md",)}
    assert verdict(files, "missing-required-path#a.md", params=params).state is State.HOLDS
    assert verdict(files, "missing-required-path#b.md", params=params).state is State.VIOLATED


def test_a_part_that_the_profile_does_not_set_is_not_evaluated(book: Catalog, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": MANIFEST, "app/main.py": APP, "a.md": ""})
    one = Statement("O-1", "must", "Text", ("missing-required-path#a.md",))
    two = Statement("O-2", "must", "Text", ("missing-required-path#lost.md",))
    own = mirror(book, one, two, params={"a.md": ("a.md",)})
    first, second = conformance(tmp_path, "own", own).verdicts
    assert first.state is State.HOLDS
    assert (second.state, second.reason) == (
        State.NOT_EVALUATED,
        "`missing-required-path` is not set to look after lost.md",
    )


@pytest.mark.parametrize(
    ("rules", "more", "reason"),
    [
        ((), {"not_enforced": "Taste"}, "not enforced: Taste"),
        ((), {"planned": {"lost-header": "http"}}, "`lost-header` comes with the contract runner"),
    ],
)
def test_what_no_rule_of_today_sees_is_not_evaluated(
    verdict: Judge, rules: tuple[str, ...], more: dict[str, object], reason: str
) -> None:
    found = verdict({"pyproject.toml": MANIFEST.replace("3.9", "3.12")}, *rules, **more)
    assert (found.state, found.reason) == (State.NOT_EVALUATED, reason)


def test_switched_off_rules_and_delegates_are_not_evaluated(verdict: Judge) -> None:
    settings = '[tool.fastapi-lint]\ndelegates = false\nignore = ["outdated-python-floor"]\n'
    found = verdict({"pyproject.toml": MANIFEST + settings}, "outdated-python-floor")
    assert (found.state, found.reason) == (State.NOT_EVALUATED, "`outdated-python-floor` is switched off")
    found = verdict({}, "naive-datetime")
    assert (found.state, found.reason) == (State.NOT_EVALUATED, "the delegates are switched off")


def test_files_that_could_not_be_read_leave_a_statement_open(verdict: Judge) -> None:
    assert verdict({"app/broken.py": "def (:\n"}, "duplicate-route").reason == "app/broken.py could not be read"
    found = verdict({"app/broken.py": "", "pyproject.toml": "[\n"}, "outdated-python-floor")
    assert (found.state, found.reason) == (State.NOT_EVALUATED, "pyproject.toml could not be read")


def test_a_guideline_must_be_named_or_mirrored(tmp_path: Path, book: Catalog) -> None:
    write(tmp_path, {"app/main.py": APP})
    with pytest.raises(UsageError, match="mirrors no guideline; pass --guideline"):
        conformance(tmp_path, None, book)
    with pytest.raises(UsageError, match="no guideline is called `lost`"):
        conformance(tmp_path, "lost", book)
    shutil.rmtree(tmp_path / "app")


def test_statements_about_what_a_project_does_not_have_do_not_hold(verdict: Judge) -> None:
    bare = {"pyproject.toml": MANIFEST, "app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n"}
    found = verdict(bare, "unversioned-path")
    assert (found.state, found.reason) == (State.NOT_APPLICABLE, "no route in this project")
    assert verdict(bare, "legacy-orm-style").reason == "no database in this project"
    assert verdict(bare, "misplaced-definition#tables").state is State.NOT_APPLICABLE
    versioned = APP.replace("'/'", "'/v1/items'")
    assert verdict({"pyproject.toml": MANIFEST, "app/main.py": versioned}, "unversioned-path").state is State.HOLDS


def test_one_part_may_be_about_what_a_project_does_not_have(verdict: Judge) -> None:
    traced = f"from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor\n{APP}"
    files = {"pyproject.toml": MANIFEST, "app/main.py": traced}
    assert verdict(files, "missing-tracing#database").reason == "no database in this project"
    assert verdict(files, "missing-tracing#routes").state is State.HOLDS


def test_the_async_driver_is_not_said_to_be_there_beside_a_synchronous_engine(verdict: Judge) -> None:
    synchronous = f"from sqlalchemy import create_engine\n{APP}engine = create_engine('sqlite://')\n"
    files = {"pyproject.toml": MANIFEST, "app/main.py": synchronous}
    assert verdict(files, "sync-database-stack#driver").state is not State.HOLDS


_APP = {
    "principles": "P-00-01 P-02-01 P-02-35 P-02-40 P-02-42 P-03-01 P-08-17 P-26-06",
    "granian-template": "T-REQ-1 T-QS-2 T-STR-1",
    "single-process": "S-PRE-1",
    "event-service": "E-REF-3",
    "capabilities": "C-PS-13 C-PS-14",
}
"""What holds in a service of one file: it has a manifest, one package, one app, and runs nothing dangerous."""
_ROUTE = {
    "principles": "P-00-21 P-01-01 P-06-05 P-24-01 P-24-02 P-26-01 P-26-03",
    "granian-template": "T-STR-6 T-DEP-3 T-PIT-1",
    "event-service": "E-QS-8 E-BP-6",
    "capabilities": "C-DICM-10 C-MV-02 C-MV-04 C-MV-05 C-RPC-03 C-RDE-03 C-LM-01",
}
"""What holds besides with one route that is versioned, typed, async and no demonstration."""


@pytest.mark.parametrize("guideline", _APP)
def test_nothing_holds_of_what_a_service_does_not_have(guideline: str, tmp_path: Path, book: Catalog) -> None:
    bare, route = (
        "from fastapi import FastAPI\napp = FastAPI()\n",
        "async def read(number: int) -> int:\n    return number\n",
    )
    routed = f"{bare}@app.get('/api/v1/things/{{number}}')\n{route}"
    manifest = MANIFEST.replace("3.9", "3.13") + 'dependencies = ["fastapi"]\n'
    found = []
    for text in (bare, routed):
        write(tmp_path, {"pyproject.toml": manifest, "app/main.py": text})
        verdicts = conformance(tmp_path, guideline, book).verdicts
        found.append({v.statement.sid for v in verdicts if v.state is State.HOLDS})
    app, with_route = set(_APP[guideline].split()), set(_ROUTE.get(guideline, "").split())
    assert found == [app, app | with_route]


def test_what_rules_may_be_about_is_what_projects_are_asked_for() -> None:
    assert frozenset(SUBJECTS) == KNOWN
