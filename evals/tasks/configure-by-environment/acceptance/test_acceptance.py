"""Settings from the environment."""

import os
import subprocess
import sys
from pathlib import Path

KEY = "another key of some length"
ROOT = Path(__file__).resolve().parents[1]


def run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SHELF_")} | variables
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


START = "from fastapi.testclient import TestClient\nfrom app.main import app\nwith TestClient(app) as c: print("


def test_both_come_from_the_environment() -> None:
    done = run(START + "app.title, c.get('/signature').json())", SHELF_SECRET_KEY=KEY, SHELF_TITLE="Mine")
    assert done.stdout.strip() == f"Mine {{'length': {len(KEY)}}}"
    assert run(START + "app.title)", SHELF_SECRET_KEY=KEY).stdout.strip() == "Shelf"


def test_without_the_key_nothing_starts() -> None:
    done = run(START + "1)")
    assert done.returncode != 0
    assert "secret_key" in done.stderr.lower()


def test_the_key_is_never_shown() -> None:
    code = "import app.settings as s\nfor v in vars(s).values():\n    print(repr(v), repr(v()) if isinstance(v, type) and v.__module__ == 'app.settings' else '')"
    done = run(code, SHELF_SECRET_KEY=KEY)
    assert done.returncode == 0
    assert KEY not in done.stdout


def test_the_code_holds_no_key_and_the_example_names_both() -> None:
    assert "d3adb33f" not in "".join(p.read_text("utf-8") for p in (ROOT / "app").rglob("*.py"))
    example = (ROOT / ".env.example").read_text("utf-8")
    assert "SHELF_SECRET_KEY=" in example
    assert "SHELF_TITLE=" in example
