"""pytest lacks a setting that was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import all_tests, test_files, test_modules
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not test_files(service):
        return
    settings = service.tool("pytest")
    for option, wanted in params.settings.items():
        if option.startswith("asyncio_") and not _uses_asyncio_plugin(service):
            continue
        node = settings.get(option) if settings is not None else None
        given = " ".join(node.texts()) if node is not None else ""
        if node is None or not _fits(given, wanted):
            shown = f"is `{given}`" if node is not None else "is not set"
            at = node.at if node is not None else settings.at if settings is not None else service.at
            wish = "it has to be set" if wanted == "*" else f"`{wanted}` is agreed"
            yield Finding(at, {"option": option, "shown": shown, "wish": wish}, part=option)


def _fits(given: str, wanted: str) -> bool:
    return wanted == "*" or set(wanted.split()) <= set(given.split())


def _uses_asyncio_plugin(service: Service) -> bool:
    """Whether there are asynchronous tests that anyio's plugin does not run."""
    modules = test_modules(service)
    marks = {d.target for m in modules for f in m.functions for d in f.decorators}
    by_anyio = imports_any(modules, ("anyio",)) or "pytest.mark.anyio" in marks
    return any(test.is_async for test in all_tests(service)) and not by_anyio
