"""No two rules of one profile contradict each other: what one calls good, none of the others reports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.markers import bare
from fastapi_lint.catalog.rule import OBSERVED, Example, Rule
from fastapi_lint.config import Config, config_from
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.source.discover import discover
from tests.source.build import write

_BOOK = catalog(None)

_MANIFEST = """
[project]
name = "outline"
version = "1"
requires-python = ">=3.13"
"""
_BARE = {
    "pyproject.toml": _MANIFEST,
    "app/__init__.py": "",
    "app/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
}
"""The least that is a service."""

_BEGUN = {
    "pyproject.toml": f"""{_MANIFEST}
dependencies = ["fastapi", "httpx", "pydantic-settings", "sqlalchemy", "uvicorn"]

[tool.alembic]
script_location = "alembic"
""",
    "app/__init__.py": "",
    "app/main.py": """
import uvicorn
from fastapi import FastAPI

from app.things import router

app = FastAPI()
app.include_router(router)
""",
    "app/things.py": """
import logging
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import OAuth2PasswordBearer

scheme = OAuth2PasswordBearer(tokenUrl="token")
logger = logging.getLogger(__name__)
router = APIRouter(prefix="/api/v1/things", tags=["things"], dependencies=[Depends(scheme)])


@router.get("", summary="Name the thing", description="There is one.")
async def read_thing() -> str:
    logger.info("named")
    return "thing"
""",
    "app/config.py": """
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    pass
""",
    "app/events.py": """
from enum import StrEnum


class EventType(StrEnum):
    THING_MADE = "thing.made"
""",
    "app/db/models/thing.py": """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
""",
    "app/away.py": """
import httpx


async def ask() -> str:
    async with httpx.AsyncClient(timeout=5, limits=httpx.Limits(max_connections=10)) as client:
        return (await client.get("https://example.com")).text
""",
    "alembic/env.py": "target_metadata = None\n",
    "Dockerfile": "FROM python:3.13-slim\nCMD ['uvicorn', 'app.main:app']\n",
    "compose.yaml": "services:\n  app:\n    build: .\n",
    ".github/workflows/ci.yml": "on: push\njobs: {}\n",
    "tests/test_things.py": "def test_nothing() -> None:\n    assert True\n",
}
"""A service that has begun everything: an app, a route, settings, events, tables, a client, migrations, an image, …"""


def _analysed(files: dict[str, str], profile: str, config: Config | None = None) -> Analysis:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, files)
        config = replace(config or Config(root=folder), root=folder, profile=profile)
        return analyse(_BOOK, config, discover(folder), Pass(jobs=1, delegates=False))


@cache
def _of_the_whole(profile: str) -> frozenset[str]:
    """The rules that judge a whole service or project, and find that one which has only begun lacks something.

    An example shows one thing of a service: such a rule says of each what it says of every fragment.
    """
    kinds = {rule.rule.id: rule.kind for rule in pair(_BOOK.rules.values())}
    found = {d.rule for files in (_BARE, _BEGUN) for d in _analysed(files, profile).diagnostics}
    return frozenset(rule for rule in found if kinds.get(rule) in {Service, Project})


def _cases() -> Iterator[object]:
    for profile in _BOOK.profiles:
        for name in _BOOK.profiles[profile].rules:
            rule = _BOOK.rules[name]
            for number, example in enumerate(load_examples(rule, rules_folder())):
                if example.kind == "good" and rule.enforced_by not in OBSERVED:
                    yield pytest.param(profile, rule, example, id=f"{profile}-{name}-{number}")


@pytest.mark.parametrize(("profile", "rule", "example"), list(_cases()))
def test_what_a_rule_calls_good_is_clean_under_its_whole_profile(profile: str, rule: Rule, example: Example) -> None:
    config = Config(root=Path())
    if example.config:
        config = config_from(example.config, Path("pyproject.toml"), _BOOK)
    config = replace(config, rules={**config.rules, rule.id: dict(example.params)})
    found = _analysed({path: bare(text) for path, text in example.files.items()}, profile, config)
    # an example of other values of its own rule says nothing about those that the profile sets
    ignored = {*_of_the_whole(profile), *({rule.id} if rule.id in _BOOK.profiles[profile].params else ())}
    assert [f"{c.rule}: {c.traceback}" for c in found.crashes] == []
    assert [
        f"{d.location.path}:{d.location.line} {d.rule}: {d.message}" for d in found.diagnostics if d.rule not in ignored
    ] == []


def test_few_rules_are_passed_over_because_they_judge_the_whole() -> None:
    """More than a third of a profile would mean that the outline above does wrong things instead of lacking some."""
    for profile in _BOOK.profiles:
        assert 3 * len(_of_the_whole(profile)) <= len(_BOOK.profiles[profile].rules), profile
