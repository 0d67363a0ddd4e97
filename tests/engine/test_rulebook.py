"""A rule's function says by its annotations what it wants; anything else is an error that names the module."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import fastapi_lint.rules
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.facts.code import Function
from fastapi_lint.model.errors import CatalogError
from tests.catalog.tree import Tree

HEAD = """\
from __future__ import annotations
from collections.abc import Iterator
from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.model.finding import Finding
"""
NAME = "fastapi_lint.rules.planted.duplicate_route"


@pytest.fixture
def rule(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rule]:
    """A rule whose module is looked for in a temporary folder."""
    monkeypatch.setattr(fastapi_lint.rules, "__path__", [*fastapi_lint.rules.__path__, str(tmp_path / "code")])
    (tmp_path / "code" / "planted").mkdir(parents=True)
    yield replace(tree.load().rules["duplicate-route"], category="planted")
    for name in [name for name in sys.modules if name.startswith("fastapi_lint.rules.planted")]:
        del sys.modules[name]


def plant(tmp_path: Path, code: str) -> None:
    """Write the module of the rule."""
    (tmp_path / "code" / "planted" / "duplicate_route.py").write_text(HEAD + code)


def test_the_first_annotation_is_the_kind_of_fact(rule: Rule, tmp_path: Path) -> None:
    plant(tmp_path, "def check(function: Function) -> Iterator[Finding]: ...")
    (active,) = pair([rule])
    assert (active.kind, active.extras) == (Function, ())


def test_a_check_may_ask_for_its_parameters_and_its_module(rule: Rule, tmp_path: Path) -> None:
    plant(tmp_path, "def check(function: Function, module: Module, params: Params) -> Iterator[Finding]: ...")
    (active,) = pair([rule])
    assert active.extras == ("module", "params")
    assert active.params.depth == 3


def test_rules_without_a_module_are_not_paired(rule: Rule) -> None:
    assert pair([replace(rule, enforced_by="ruff"), replace(rule, enforced_by="engine")]) == ()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("check = 1", "defines no function `check`"),
        ("1 / 0", "cannot be imported: ZeroDivisionError: division by zero"),
        ("def check() -> Iterator[Finding]: ...", "`check` must take a fact as its first parameter"),
        ("def check(route: Rute) -> Iterator[Finding]: ...", "the annotations of `check` cannot be read: name 'Rute'"),
        ("def check(f: Function): ...", "`check` must be annotated to return Iterator[Finding]"),
        ("def check(f: Function) -> list[Finding]: ...", "`check` must be annotated to return Iterator[Finding]"),
        ("def check(f: str) -> Iterator[Finding]: ...", "the first parameter `f` of `check` must be annotated with a"),
        ("def check(f) -> Iterator[Finding]: ...", "the first parameter `f` of `check` must be annotated with a"),
        (
            "def check(f: Function, settings: Params) -> Iterator[Finding]: ...",
            "`check` may ask for project, params, module, not for `settings`",
        ),
        (
            "def check(f: Function, module: Params) -> Iterator[Finding]: ...",
            "the parameter `module` of `check` must be annotated Module",
        ),
    ],
)
def test_a_wrong_check_is_an_error_of_the_rulebook(rule: Rule, tmp_path: Path, code: str, problem: str) -> None:
    plant(tmp_path, code)
    with pytest.raises(CatalogError) as caught:
        pair([rule])
    assert caught.value.problems[0].startswith(f"{NAME}: {problem}")


def test_all_wrong_checks_are_reported_together(rule: Rule, tmp_path: Path) -> None:
    plant(tmp_path, "check = 1")
    with pytest.raises(CatalogError) as caught:
        pair([rule, replace(rule, id="orphan-route")])
    assert len(caught.value.problems) == 2
