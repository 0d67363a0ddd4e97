"""The same service without deprecated forms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
USE = """
from fastapi.testclient import TestClient
from app.main import app
with TestClient(app) as c:
    made = c.post("/books", json={"title": "  Emma ", "year": 1815})
    print(made.status_code, made.json()["title"], c.get("/books").json() == [made.json()])
    print(c.post("/books", json={"title": "   ", "year": 1815}).status_code)
    print(c.post("/books", json={"title": "x", "year": 3000}).status_code)
"""


def test_it_works_where_warnings_are_errors() -> None:
    command = [sys.executable, "-W", "error::DeprecationWarning", "-W", "error::UserWarning", "-c", USE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split("\n")[:3] == ["201 Emma True", "422", "422"]


def test_no_form_of_pydantic_1_is_left() -> None:
    text = "".join(p.read_text("utf-8") for p in (ROOT / "app").rglob("*.py"))
    assert not any(form in text for form in ("@validator", "class Config", ".dict(", "orm_mode", "pydantic.v1"))
