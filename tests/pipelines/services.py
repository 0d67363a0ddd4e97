"""Small services in a repository, with and without a defect."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.source.build import write

CLEAN = """from fastapi import FastAPI

app = FastAPI()


@app.get("/users")
async def read_users() -> list[str]:
    return []
"""
DEFECT = """import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/users")
async def read_users() -> list[str]:
    time.sleep(
        1,
    )
    return []
"""


def repository(folder: Path, source: str, *, inside: str = "", settings: str = "") -> Path:
    """A folder with a service whose app is in `app/main.py`, at its top or below `inside`."""
    top = f"{inside}/" if inside else ""
    manifest = f'[project]\nname = "shop"\nversion = "1"\ndependencies = ["fastapi"]\n{settings}'
    write(folder, {f"{top}app/__init__.py": "", f"{top}app/main.py": source, f"{top}pyproject.toml": manifest})
    return folder


def committed(folder: Path) -> Path:
    """The folder as a repository with two commits, the second of which changed nothing."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    commit = ("commit", "--quiet", "--allow-empty", "--message=work")
    for arguments in (("init", "--quiet"), ("add", "--all"), commit, commit):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)
    return folder
