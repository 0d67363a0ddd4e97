"""A small service of several files: routes, a module that they call, an application that includes them."""

from __future__ import annotations

from pathlib import Path

import pytest

CLEAN = '''\
"""Orders."""

import asyncio

from fastapi import APIRouter

from app.waiting import wait

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("/waiting")
async def read_waiting() -> dict[str, int]:
    """Counts."""
    await asyncio.sleep(wait())
    return {"n": 1}
'''
WAITS = "await asyncio.sleep(wait())"
BLOCKING = CLEAN.replace("import asyncio\n", "import time\n").replace(WAITS, "time.sleep(1)")
WAITING = '''\
"""How long to wait."""


def wait() -> float:
    """Seconds."""
    return 1.0
'''
SLEEPY = WAITING.replace("    return", "    time.sleep(1)\n    return").replace("\n\n\ndef", "\n\nimport time\n\n\ndef")

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0.0"\ndependencies = ["fastapi"]\n',
    "app/__init__.py": '"""The service."""\n',
    "app/main.py": '''\
"""The application."""

from fastapi import FastAPI

from app.routes import router

app = FastAPI(title="Shop", version="1.0.0")
app.include_router(router)
''',
    "app/routes.py": CLEAN,
    "app/waiting.py": WAITING,
}


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The folder of the service."""
    folder = tmp_path.resolve() / "shop"
    write(folder, FILES)
    (folder / ".git").mkdir()
    return folder
