"""Tests write their data by hand."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import all_tests, test_modules
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.model.finding import Finding

_FACTORIES = ("factory", "polyfactory", "pytest_factoryboy", "model_bakery", "pydantic_factories", "factory_boy",
              "mixer", "sqlalchemy_factory")  # fmt: skip
_RANDOM = ("faker", "mimesis", "hypothesis", "polyfactory", "pytest_factoryboy", "factory.Faker", "factory.fuzzy")


def check(service: Service) -> Iterator[Finding]:
    if not all_tests(service):
        return
    modules = test_modules(service)
    own = any("factor" in m.path.rpartition("/")[2] for m in modules) or any(
        c.name.endswith("Factory") for m in modules for c in m.classes
    )
    if not own and not imports_any(modules, _FACTORIES):
        yield Finding(service.at, {"service": service.name, "lack": "factories"}, part="factory")
    uses_faker = any("faker" in f"{s.target}.{s.call.method}".lower() for m in modules for s, _ in m.sites())
    if not imports_any(modules, _RANDOM) and not uses_faker:
        yield Finding(service.at, {"service": service.name, "lack": "Faker"}, part="faker")
