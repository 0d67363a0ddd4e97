"""What no request comes to, and every way in which one could."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.running.beside_requests import runs_beside_requests
from tests.source.build import project

APP = """
import app.other
from contextlib import asynccontextmanager
from fastapi import FastAPI

@asynccontextmanager
async def lifespan(app):
    app.state.store = open_store()
    yield

def open_store():
    return work()

def work(): ...

app = FastAPI(lifespan=lifespan)

@app.get("/")
def index(request): {index}
"""


def is_beside(folder: Path, index: str, other: str = "", name: str = "work") -> bool:
    """Whether a function of the app is out of reach, given the body of its route and another module."""
    found = project(folder, {"app/main.py": APP.format(index=index), "app/other.py": other}).project
    [function] = [f for f in found.functions.values() if f.name == name]
    return runs_beside_requests(found, function)


def test_what_only_the_start_of_the_app_calls_is_beside_requests(tmp_path: Path) -> None:
    assert is_beside(tmp_path, "...")


@pytest.mark.parametrize(
    ("index", "other"),
    [
        ("return work()", ""),
        ("return request.app.state.anything.work()", ""),
        ("return [work]", ""),
        ("return load('app.main:work')", ""),
        ("return caller()", "def caller():\n    return work()\n"),
        ("return Store()", "class Base:\n    def __init__(self):\n        work()\nclass Store(Base): ...\n"),
        ("...", "class Guard:\n    def __call__(self):\n        return work()\n"),
        ("...", "from library import Plugin\nclass Own(Plugin):\n    def run(self):\n        work()\n"),
        ("...", "from library import listens\n@listens\ndef heard():\n    work()\n"),
        ("...", "def wrap(function):\n    return work\n@wrap\ndef wrapped(): ...\n"),
        ("...", "TABLE = {'work': work}\n"),
    ],
)
def test_any_mention_that_a_request_can_come_by_counts(tmp_path: Path, index: str, other: str) -> None:
    assert not is_beside(tmp_path, index, other)


@pytest.mark.parametrize(
    "other",
    [
        "from celery import shared_task\n@shared_task\ndef task():\n    work()\n",
        "async def main():\n    work()\nif __name__ == '__main__':\n    main()\n",
        "from broker import app\n@app.on_startup\nasync def begin():\n    work()\n",
    ],
)
def test_tasks_programs_and_brokers_are_no_requests(tmp_path: Path, other: str) -> None:
    assert is_beside(tmp_path, "...", other)


def test_without_routes_nothing_is_said(tmp_path: Path) -> None:
    found = project(tmp_path, {"library.py": "def work(): ...\n"}).project
    assert not runs_beside_requests(found, found.functions["library.work"])
