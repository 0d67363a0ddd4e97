"""A fixture that several files need does not stand in conftest.py."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module, Role
from fastapi_lint.facts.operations.test_code import is_fixture, is_test_file
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project) -> Iterator[Finding]:
    first: dict[str, Module] = {}
    for module in sorted(_test_files(project), key=lambda m: m.path):
        for function in module.functions:
            if not is_fixture(function) or function.owner:
                continue
            other = first.setdefault(function.name, module)
            if other is not module and _is_same(function, other):
                yield Finding.of(function, name=function.name, problem=f"is defined in `{other.path}` too")
        for import_ in module.imports:
            fixture = project.function(import_.target)
            if fixture is not None and is_fixture(fixture) and is_test_file(project.home(fixture).path):
                where = project.home(fixture).path
                yield Finding.of(import_, name=fixture.name, problem=f"is imported from the test file `{where}`")


def _test_files(project: Project) -> Iterator[Module]:
    return (m for m in project.modules.values() if m.role is Role.TEST and is_test_file(m.path))


def _is_same(function: Function, other: Module) -> bool:
    """Whether the other file's fixture of this name does the same: takes the same and calls the same."""
    twin = next((f for f in other.functions if f.name == function.name and is_fixture(f)), None)
    if twin is None:
        return False
    shape = [[p.name for p in f.params] + [s.call.method for s in f.body.calls] for f in (function, twin)]
    return shape[0] == shape[1] and bool(shape[0])
