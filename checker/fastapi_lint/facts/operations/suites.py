"""The tests of a service: its test modules, what they import, and whether any exist."""

from __future__ import annotations

from fastapi_lint.facts.code import Function, Module, Role
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.test_code import is_test_file, tests_of


def test_files(service: Service) -> tuple[str, ...]:
    """The files that pytest collects: the service's own, and those of a repository that holds this service alone."""
    alone = len(service.project.whole.services) == 1
    paths = service.project.files.paths if alone else service.files
    ignored = service.project.files.is_ignored
    return tuple(p for p in paths if not p.startswith("../") and is_test_file(p) and not ignored(p))


def test_modules(service: Service) -> tuple[Module, ...]:
    """Its test files and fixtures, read; there only for rules whose scope has `test`."""
    alone = len(service.project.whole.services) == 1
    modules = service.project.modules.values() if alone else service.modules
    return tuple(m for m in modules if m.role is Role.TEST)


def all_tests(service: Service) -> tuple[Function, ...]:
    """Every test of the service."""
    return tuple(test for module in test_modules(service) for test in tests_of(module))
