"""The agent runs where the service does: on every Python from 3.9 and every FastAPI from 0.100."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from fastapi_lint.contract.remote import AGENT
from tests.contract.services import service
from tests.interpreters import oldest

CODE = """\
from contextlib import asynccontextmanager
from typing import Optional

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel


@asynccontextmanager
async def up(app):
    app.state.ready = True
    yield


class New(BaseModel):
    name: str
    note: Optional[str] = None


app = FastAPI(lifespan=up)
router = APIRouter(prefix="/orders")


@router.post("", status_code=201)
def create_order(new: New) -> New:
    return new


@router.get("/shares")
def read_share(parts: int = 0) -> int:
    return 100 // parts


app.include_router(router)
"""


def test_the_agent_is_python_3_9() -> None:
    text = AGENT.read_text("utf-8")
    assert ast.parse(text, feature_version=(3, 9)).body
    vermin = str(Path(sysconfig.get_path("scripts"), "vermin"))
    command = [vermin, "-t=3.9-", "--violations", "--no-tips", str(AGENT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_agent_imports_the_standard_library_and_what_every_target_has() -> None:
    tree = ast.parse(AGENT.read_text("utf-8"))
    imported = {a.name.partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {(n.module or "").partition(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert imported - sys.stdlib_module_names == {"fastapi", "starlette"}


@pytest.mark.parametrize(
    ("version", "pydantic"),
    [("0.100.0", "1.10.*"), ("0.100.0", "2.*"), ("0.115.14", "2.*"), ("", "")],
    ids=["0.100 with pydantic 1", "0.100", "0.115", "today"],
)
def test_every_fastapi_is_judged_in_its_own_environment(version: str, pydantic: str, tmp_path: Path) -> None:
    wanted = [f"fastapi=={version}", f"pydantic=={pydantic}"] if version else ["fastapi"]
    done = _judged(service(tmp_path / "service", CODE), wanted)
    report = json.loads(done.stdout)
    assert [(d["rule"], d["line"], d["operation"]) for d in report["diagnostics"]] == [
        ("crashing-operation", 30, "GET /orders/shares")
    ], done.stdout + done.stderr
    assert report["service"]["matrix"]["POST /orders"] == {"crashing-operation": "held"}


def test_what_is_too_old_is_refused_with_its_version(tmp_path: Path) -> None:
    code = "from fastapi import FastAPI\napp = FastAPI()\n"
    done = _judged(service(tmp_path / "service", code), ["fastapi==0.68.2", "pydantic==1.10.*"])
    assert done.returncode == 4
    (skipped,) = json.loads(done.stdout)["skipped"]
    assert skipped["reason"] == "it runs on FastAPI 0.68.2, and 0.100 is the oldest that can be judged"


def _judged(folder: Path, wanted: list[str]) -> subprocess.CompletedProcess[str]:
    """The run on a service with these packages: old ones on the oldest Python that there is, today's on ours."""
    uv = [sys.executable, "-m", "uv"]
    python = sys.executable if wanted == ["fastapi"] else oldest(("3.9", "3.10"))
    subprocess.run([*uv, "venv", "-q", "--python", python, str(folder / ".venv")], check=True)
    subprocess.run([*uv, "pip", "install", "-q", "--python", str(folder / ".venv"), *wanted], check=True)
    command = [sys.executable, "-m", "fastapi_lint", "contract", "--select", "crashing-operation", "--no-cache"]
    return subprocess.run(
        [*command, "--output-format", "json"], cwd=folder, capture_output=True, text=True, check=False
    )
