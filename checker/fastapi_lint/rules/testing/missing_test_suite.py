"""A service has no tests of an agreed kind."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Attribute, target_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import test_files, test_modules
from fastapi_lint.facts.operations.test_code import is_of_kind
from fastapi_lint.model.finding import Finding

_KINDS = ("integration", "e2e", "end", "contract", "functional", "acceptance", "smoke", "load", "performance", "api")


def check(service: Service, params: Params) -> Iterator[Finding]:
    files = test_files(service)
    modules = test_modules(service)
    for kind in params.kinds:
        placed = bool(files) if kind == "any" else any(is_of_kind(path, kind) for path in files)
        placed = placed or (kind == "unit" and any(_is_plain(service.within(path)) for path in files))
        if not placed and not any(_is_marked(module, kind, params) for module in modules):
            wanted = "tests" if kind == "any" else f"{kind} tests"
            yield Finding(service.at, {"service": service.name, "wanted": wanted}, part=kind)


def _is_plain(path: str) -> bool:
    """Whether a test lies in a folder below `tests/` that is named after what it tests, not after a kind of test."""
    return path.count("/") >= 2 and not any(is_of_kind(path, kind) for kind in _KINDS)


def _is_marked(module: Module, kind: str, params: Params) -> bool:
    """Whether a marker or a library tells that the module holds tests of this kind."""
    libraries = params.libraries.get(kind, ())
    if any(i.target.partition(".")[0] in libraries for i in module.imports):
        return True
    marks = [d.target for f in module.functions for d in f.decorators]
    marks += [target_of(p) for p in module.top.parts() if isinstance(p, Attribute)]
    return f"pytest.mark.{kind}" in marks
