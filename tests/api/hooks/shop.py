"""A committed service with one old defect, and an edit that brings another one."""

from __future__ import annotations

import subprocess
from pathlib import Path

CLEAN = '''\
"""Orders."""

import asyncio
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/old")
async def read_old() -> dict[str, int]:
    """Waits."""
    time.sleep(1)
    return {"n": 1}


@app.get("/orders")
async def read_orders() -> dict[str, int]:
    """Counts."""
    await asyncio.sleep(1)
    return {"n": 1}
'''
GOOD, BAD = "    await asyncio.sleep(1)\n", "    time.sleep(2)\n"
BROKEN = CLEAN.replace(GOOD, BAD)
ROUTER = '''\
"""More."""

from fastapi import APIRouter

router = APIRouter()


@router.get("/more")
def read_more() -> int:
    """More."""
    return 1
'''
PLACE = "app/main.py:21:5"


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True)
