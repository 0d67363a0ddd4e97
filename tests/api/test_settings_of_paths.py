"""Files are judged by the settings of their own project, whatever else is passed beside them, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.model.errors import UsageError
from tests.source.build import write

SLEEPING = """\
import time
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def read() -> None:
    time.sleep(1)
"""
SETTINGS = '[tool.fastapi-lint]\nignore = ["blocking-sleep"]\ndelegates = false\n'


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services whose settings accept what they do, and beside them notes and a script without settings."""
    for name in ("shop", "depot"):
        write(tmp_path, {f"services/{name}/main.py": SLEEPING, f"services/{name}/pyproject.toml": SETTINGS})
    write(tmp_path, {"README.md": "", "scripts/tidy.py": "", ".git/HEAD": ""})
    monkeypatch.chdir(tmp_path)


def found(*paths: str, config: str = "") -> list[str]:
    request = Request(tuple(map(Path, paths)), no_cache=True, config=Path(config) if config else None)
    return [d.location.path for d in check_project(request).report.diagnostics]


@pytest.mark.parametrize("paths", [("README.md", "services/shop/main.py"), ("services/shop/main.py", "services/shop")])
def test_one_project_is_judged_by_its_settings(paths: tuple[str, ...]) -> None:
    assert found(*paths) == []


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        (("services/shop/main.py", "services/depot/main.py"), "`services/depot/pyproject.toml` .* `services/shop`"),
        (("services/shop/main.py", "scripts/tidy.py"), "`services/shop/pyproject.toml` .* `scripts/tidy.py`"),
        (("services/shop", "services"), "`services/shop/pyproject.toml` .* `services`"),
    ],
)
def test_code_of_which_some_settings_say_nothing_is_refused(paths: tuple[str, ...], named: str) -> None:
    with pytest.raises(UsageError, match=f"{named}; check each project by itself"):
        found(*paths)


def test_settings_around_all_of_them_or_named_ones_hold_for_all(tmp_path: Path) -> None:
    both = ("services/shop/main.py", "services/depot/main.py")
    assert found(*both, config="services/shop/pyproject.toml") == []
    write(tmp_path, {"fastapi-lint.toml": "delegates = false\n"})
    assert sorted(found(*both)) == ["services/depot/main.py", "services/shop/main.py"]
