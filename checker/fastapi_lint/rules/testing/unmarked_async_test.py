"""An asynchronous test that nobody awaits."""

from __future__ import annotations

from collections.abc import Container, Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, target_of, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import test_modules
from fastapi_lint.facts.operations.test_code import tests_of
from fastapi_lint.model.finding import Finding

_MARKS = frozenset({"pytest.mark.asyncio", "pytest.mark.anyio", "pytest.mark.trio", "pytest.mark.asyncio_cooperative"})


def check(service: Service, params: Params) -> Iterator[Finding]:
    settings = service.tool("pytest")
    auto = settings is not None and "auto" in (settings.text("asyncio_mode"), settings.text("anyio_mode"))
    if auto and not params.in_auto_mode:
        return
    paths = frozenset(service.project.files.paths)
    for module in test_modules(service):
        if not _is_marked_whole(module) and not _has_own_settings(module, paths):
            for test in tests_of(module):
                if test.is_async and not _is_marked(test, module):
                    yield Finding.of(test, test=test.name)


def _has_own_settings(module: Module, paths: Container[str]) -> bool:
    """Whether settings of pytest lie beside the test or above it, which are not read where tests lie."""
    parts = module.path.split("/")[:-1]
    return any("/".join([*parts[:n], "pytest.ini"]) in paths for n in range(1, len(parts) + 1))


def _is_marked_whole(module: Module) -> bool:
    """Whether `pytestmark` marks the file, or its tests are those of an asynchronous TestCase."""
    marked = [a.value for a in module.top.assigns if "pytestmark" in a.names and a.value is not None]
    names = {target_of(p) for value in marked for p in walk(value) if isinstance(p, Attribute)}
    return bool(names & _MARKS)


def _is_marked(test: Function, module: Module) -> bool:
    owner = module.class_(test.owner) if test.in_class else None
    decorators = (*test.decorators, *(owner.decorators if owner is not None else ()))
    is_case = owner is not None and any("TestCase" in target_of(base) for base in owner.bases)
    fields = owner.fields if owner is not None else ()
    return is_case or any(d.target in _MARKS for d in decorators) or any(f.name == "pytestmark" for f in fields)
