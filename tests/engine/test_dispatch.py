"""Which rule sees which facts, and what happens to one that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.engine.dispatch import Outcome, Task, dispatch
from fastapi_lint.engine.rulebook import ActiveRule
from fastapi_lint.facts.code import Assign, CallSite, Class, Function, Module
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor, Location, anchor_in, path_of
from tests.source.build import project

FILES = {
    "app/main.py": """\
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from starlette.middleware.gzip import GZipMiddleware
class Item(BaseModel):
    name: str
app = FastAPI()
app.add_middleware(GZipMiddleware)
router = APIRouter()
@router.post('/x')
async def read(item: Item) -> int:
    return len(item.name)
app.include_router(router)
@app.on_event('startup')
async def start(): ...
""",
    "tests/test_main.py": "def test_x(): ...\n",
}


@pytest.fixture
def found(tmp_path: Path) -> Project:
    return project(tmp_path, FILES, full=True).project


def _rule(
    book: Catalog,
    kind: type,
    check: Callable[..., Iterator[Finding]],
    scope: tuple[str, ...] = ("application",),
    **more: Any,
) -> ActiveRule:
    rule = replace(book.rules["duplicate-route"], scope=frozenset(scope))
    return ActiveRule(rule=rule, check=check, kind=kind, **{"params": None, "extras": (), **more})


def _place(fact: Any) -> Iterator[Finding]:
    at = getattr(fact, "at", None)
    yield Finding(at if at is not None else anchor_in("app/main.py", -1, 0), {})


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (Project, 1), (Module, 1), (Function, 2), (Class, 1), (Route, 1), (Router, 2), (Mount, 1), (Hook, 1),
        (Middleware, 1), (Model, 1),
    ],
)  # fmt: skip
def test_a_rule_sees_every_fact_of_the_kind_that_it_asks_for(
    book: Catalog, found: Project, kind: type, count: int
) -> None:
    assert len(dispatch([_rule(book, kind, _place)], found).findings) == count


@pytest.mark.parametrize("kind", [CallSite, Assign, LoopCall])
def test_calls_and_assignments_are_facts_too(book: Catalog, found: Project, kind: type) -> None:
    assert dispatch([_rule(book, kind, _place)], found).findings


def test_a_rule_sees_only_files_of_its_roles(book: Catalog, found: Project) -> None:
    outcome = dispatch([_rule(book, Module, _place, ("test",))], found)
    assert [path_of(f.at) for _, f in outcome.findings] == ["tests/test_main.py"]


def test_a_finding_in_a_file_of_another_role_is_dropped(book: Catalog, found: Project) -> None:
    def everywhere(project: Project) -> Iterator[Finding]:
        yield from (Finding(m.at, {}) for m in project.modules.values())

    outcome = dispatch([_rule(book, Project, everywhere)], found)
    assert [path_of(f.at) for _, f in outcome.findings] == ["app/main.py"]


def test_a_finding_outside_python_files_is_kept(book: Catalog, found: Project) -> None:
    def manifest(_: Project) -> Iterator[Finding]:
        yield Finding(anchor_in("pyproject.toml", -1, 0), {})

    assert len(dispatch([_rule(book, Project, manifest)], found).findings) == 1


def test_a_rule_gets_the_extras_that_it_names(book: Catalog, found: Project) -> None:
    seen: list[object] = []

    def check(fact: Module, project: Project, module: Module, params: object) -> Iterator[Finding]:
        seen.extend((fact is module, project is found, params))
        yield from ()

    rule = _rule(book, Module, check, extras=("project", "module", "params"), params="p")
    dispatch([rule], found)
    assert seen == [True, True, "p"]


def test_a_rule_that_fails_is_named_once_and_the_others_go_on(book: Catalog, found: Project) -> None:
    def fail(fact: Function) -> Iterator[Finding]:
        raise LookupError(fact.name)
        yield

    outcome = dispatch([_rule(book, Function, fail), _rule_named(book, "shadowed-route", _place)], found)
    (crash,) = outcome.crashes
    assert (crash.rule, crash.path) == ("duplicate-route", "app/main.py")
    assert "LookupError: read" in crash.traceback
    assert {a.rule.id for a, _ in outcome.findings} == {"shadowed-route"}


def test_a_rule_over_the_project_that_fails_names_no_file(book: Catalog, found: Project) -> None:
    def fail(_: Project) -> Iterator[Finding]:
        raise LookupError
        yield

    (crash,) = dispatch([_rule(book, Project, fail)], found).crashes
    assert crash.path == ""


def _rule_named(book: Catalog, name: str, check: Callable[..., Iterator[Finding]]) -> ActiveRule:
    return replace(
        _rule(book, Function, check), rule=replace(book.rules[name], scope=book.rules["duplicate-route"].scope)
    )


def test_a_rule_that_fails_in_one_file_looks_at_the_others(book: Catalog, found: Project) -> None:
    def fail(fact: Module) -> Iterator[Finding]:
        if fact.path == "app/main.py":
            raise LookupError
        yield Finding(fact.at, {})

    outcome = dispatch([_rule(book, Module, fail, ("application", "test"))], found)
    assert [path_of(f.at) for _, f in outcome.findings] == ["tests/test_main.py"]
    assert [crash.path for crash in outcome.crashes] == ["app/main.py"]


def _in_turn(judge: Callable[[Task], Any], tasks: Sequence[Task]) -> list[Any]:
    return [judge(task) for task in reversed(tasks)][::-1]


def test_shared_work_finds_the_same(book: Catalog, found: Project) -> None:
    kinds = (Project, Module, Function, Class, CallSite, Assign, Route)
    rules = [_rule(book, kind, _place, ("application", "test")) for kind in kinds]
    alone, shared = dispatch(rules, found), dispatch(rules, found, _in_turn)
    assert _places(shared) == _places(alone)
    assert shared.looked == alone.looked


def _places(outcome: Outcome) -> list[tuple[type, Anchor | Location]]:
    return sorted(((a.kind, f.at) for a, f in outcome.findings), key=repr)


def test_shared_work_gives_each_file_to_one_task_and_keeps_rules_over_the_project_together(
    book: Catalog, found: Project
) -> None:
    given: list[Task] = []

    def share(judge: Callable[[Task], Any], tasks: Sequence[Task]) -> list[Any]:
        given.extend(tasks)
        return _in_turn(judge, tasks)

    dispatch([_rule(book, kind, _place) for kind in (Project, Module, Route, Function)], found, share)
    together, *files = given
    assert (together.rules, together.paths) == ((0, 2), None)
    assert {task.rules for task in files} == {(1, 3)}
    assert sorted(path for task in files for path in task.paths or ()) == sorted(found.modules)


def test_shared_work_looks_at_no_other_files_than_were_asked_for(book: Catalog, found: Project) -> None:
    rule = _rule(book, Module, _place, ("application", "test"))
    outcome = dispatch([rule], found, _in_turn, {"tests/test_main.py"})
    assert [path_of(f.at) for _, f in outcome.findings] == ["tests/test_main.py"]
