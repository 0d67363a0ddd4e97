"""A unit test needs a database."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Import, Module
from fastapi_lint.facts.expression import target_of
from fastapi_lint.facts.operations.test_code import is_fixture, is_of_kind, tests_of
from fastapi_lint.model.finding import Finding


def check(module: Module, params: Params) -> Iterator[Finding]:
    if not is_of_kind(module.path, params.kind):
        yield Finding.nothing("unit test")
        return
    if is_of_kind(module.path, "integration"):
        return
    for import_ in module.imports:
        if any(_is_of(import_.target, name) for name in params.packages) and _is_used(import_, module):
            yield Finding.of(import_, what=f"imports `{import_.target}`")
            return
    for test in (*tests_of(module), *(f for f in module.functions if is_fixture(f))):
        asked = next((p for p in test.params if p.name in params.fixtures), None)
        if asked is not None:
            yield Finding.of(asked, what=f"asks for the fixture `{asked.name}`")
            return


def _is_of(target: str, name: str) -> bool:
    return target == name or target.startswith(f"{name}.")


def _is_used(import_: Import, module: Module) -> bool:
    """Whether the test calls what it imports, or is given one of them; exceptions and mere types do not count."""
    if ".exc" in import_.target or import_.target.endswith(("Error", "Exception")):
        return False
    if any(_is_of(site.target, import_.target) for site, _ in module.sites()):
        return True
    params = (p for f in module.functions for p in f.params)
    return any(target_of(p.annotation) == import_.target for p in params)
