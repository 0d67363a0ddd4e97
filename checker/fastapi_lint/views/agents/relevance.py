"""Which rules matter to a project: those about a library that it does not use would only fill an agent's context.

Nobody writes this down per rule. A rule is about a library when its own words belong to the library's field and every
example of it, wrong or right, imports the library. So `naive-datetime-column` is about SQLAlchemy; the words of
`missing-time-budget` fit any other system, so it is about no library and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi_lint.catalog.rule import Example, Rule
from fastapi_lint.model.record import Record


class Library(Record, eq=True):
    """One library, or a family of one purpose: what code imports, what manifests require, and the field's words."""

    imports: str
    distributions: frozenset[str]
    words: str


def _library(imports: str, distributions: str, words: str) -> Library:
    return Library("|".join(imports.split()), frozenset(distributions.split()), "|".join(words.split()))


LIBRARIES = (
    _library(
        "sqlalchemy sqlmodel alembic",
        "sqlalchemy sqlmodel alembic advanced-alchemy fastapi-users-db-sqlalchemy geoalchemy2",
        "sql database session sessions table tables column columns migration migrations row rows orm transaction",
    ),
    _library(
        "redis valkey fakeredis",
        "redis valkey aioredis fastapi-cache2 arq cashews",
        "redis cache cached stream streams event events consumer",
    ),
    _library("lmdb", "lmdb", "lmdb store namespace"),
    _library("celery", "celery", "task tasks celery"),
    _library("opentelemetry", "opentelemetry-api opentelemetry-sdk opentelemetry-distro logfire", "trace traces span"),
    _library("prometheus_client", "prometheus-client prometheus-fastapi-instrumentator", "metric metrics label labels"),
    _library("loguru", "loguru", "loguru log logs logging"),
    _library("granian", "granian", "granian"),
)


def matters(rule: Rule, examples: Iterable[Example], required: frozenset[str] | None) -> bool:
    """Whether a project that requires these distributions can break the rule; None is a project that says nothing."""
    if required is None:
        return True
    if any(name not in required for name in rule.applies_to.requires):
        return False
    return all(required & library.distributions for library in _about(rule, examples))


def _about(rule: Rule, examples: Iterable[Example]) -> list[Library]:
    shown = [e for e in examples if e.kind != "near-miss" and any(p.endswith(".py") for p in e.files)]
    words = f"{rule.summary} {rule.directive.line} {rule.directive.instead}".lower()
    return [
        library
        for library in LIBRARIES
        if shown and re.search(rf"\b(?:{library.words})\b", words) and all(_imports(e, library) for e in shown)
    ]


def _imports(example: Example, library: Library) -> bool:
    pattern = re.compile(rf"^\s*(?:from|import) +(?:{library.imports})\b", re.MULTILINE)
    return any(pattern.search(text) for path, text in example.files.items() if path.endswith(".py"))
