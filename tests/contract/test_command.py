"""`fastapi-lint contract` as a user calls it: one process, real services, every output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fastapi_lint.contract.launching.target import find_target
from fastapi_lint.model.errors import TargetError
from tests.contract.services import MANIFEST, contract, said, service
from tests.source.build import project

FAILING = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/shares")
def read_share(parts: int = 0) -> int:
    return 100 // parts
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in that folder, with our own interpreter for the service."""
    command = [sys.executable, "-m", "fastapi_lint", "contract", "--python", sys.executable, "--no-cache", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False)


def test_a_finding_ends_with_exit_code_1_and_names_line_and_operation(tmp_path: Path) -> None:
    done = run(service(tmp_path, FAILING), "--output-format", "json", "--select", "crashing-operation")
    assert done.returncode == 1, done.stderr
    (found,) = json.loads(done.stdout)["diagnostics"]
    place = (found["rule"], found["path"], found["line"], found["operation"])
    assert place == ("crashing-operation", "main.py", 8, "GET /shares")
    assert "curl -i -X GET http://127.0.0.1:8000/shares" in found["message"]


def test_a_service_without_findings_is_clean(tmp_path: Path) -> None:
    done = run(service(tmp_path, FAILING.replace("= 0", "= 1")), "main:app", "--select", "crashing-operation")
    assert (done.returncode, done.stdout.splitlines()[-1].partition(".")[0]) == (0, "Clean")


def test_sarif_is_written_to_a_file(tmp_path: Path) -> None:
    done = run(service(tmp_path, FAILING), "--output-format", "sarif", "--output-file", "out.sarif")
    assert done.returncode == 1, done.stderr
    results = json.loads((tmp_path / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "crashing-operation" in {r["ruleId"] for r in results}


def test_a_suppression_at_the_line_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "  # fastapi-lint: ignore[crashing-operation] the caller is our own"
    code = FAILING.replace("100 // parts", f"100 // parts{reason}")
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation")
    assert (said(checked), checked.report.summary.suppressed) == ([], 1)


def test_a_saved_document_is_compared_with_the_next_one(tmp_path: Path) -> None:
    folder = service(tmp_path, FAILING.replace("= 0", "= 1"))
    assert run(folder, "--no-probes", "--save", "base.json", "--select", "breaking").returncode == 0
    assert run(folder, "--no-probes", "--diff", "base.json", "--select", "breaking").returncode == 0
    service(folder, FAILING.replace("parts: int = 0", "parts: int"))
    done = run(folder, "--no-probes", "--diff", "base.json", "--select", "breaking")
    assert done.returncode == 1
    assert "(request-parameter-became-required)" in done.stdout


def test_a_base_that_is_no_document_is_a_usage_error(tmp_path: Path) -> None:
    done = run(service(tmp_path, FAILING), "--diff", "pyproject.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`pyproject.toml` is no OpenAPI document in JSON" in done.stderr


def test_a_project_without_an_app_says_how_to_name_one(tmp_path: Path) -> None:
    done = run(service(tmp_path, "x = 1\n"))
    assert done.returncode == 4
    assert "fastapi-lint contract package.module:app" in done.stderr


def test_operations_that_refuse_the_caller_are_not_taken_for_judged(tmp_path: Path) -> None:
    code = "from fastapi import FastAPI, HTTPException\napp = FastAPI()\n" + "".join(
        f"@app.get('/{n}')\ndef read_{n}():\n    raise HTTPException(401)\n" for n in "abc"
    )
    folder = service(tmp_path, code)
    done = run(folder, "--select", "crashing-operation")
    assert done.returncode == 4
    assert "most operations refuse the caller" in done.stdout
    assert run(folder, "--select", "crashing-operation", "--anonymous").returncode == 0


def test_credentials_come_from_the_environment_and_are_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECK_TOKEN", "s3cr3t-token-9")
    code = (
        "from fastapi import FastAPI, Header, HTTPException\napp = FastAPI()\n"
        "@app.get('/a')\ndef read_a(authorization: str = Header()):\n"
        "    if authorization != 'Bearer s3cr3t-token-9':\n        raise HTTPException(401)\n    return 1 // 0\n"
    )
    folder = service(tmp_path, code)
    (folder / "pyproject.toml").write_text(
        f'{MANIFEST}[tool.fastapi-lint.contract]\nauth = {{value-env = "CHECK_TOKEN"}}\n', encoding="utf-8"
    )
    done = run(folder, "--select", "crashing-operation")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "s3cr3t" not in done.stdout + done.stderr


TARGETS = {
    "an app in the root": ({"main.py": "from fastapi import FastAPI\napp = FastAPI()\n"}, "main:app", False),
    "an app in a src layout": (
        {"src/shop/__init__.py": "", "src/shop/main.py": "from fastapi import FastAPI\napi = FastAPI()\n"},
        "shop.main:api",
        False,
    ),
    "a factory": (
        {"main.py": "from fastapi import FastAPI\ndef create_app() -> FastAPI:\n    app = FastAPI()\n    return app\n"},
        "main:create_app",
        True,
    ),
    "a factory that is called": (
        {
            "main.py": "from fastapi import FastAPI\ndef create_app() -> FastAPI:\n    return FastAPI()\n"
            "app = create_app()\n"
        },
        "main:app",
        False,
    ),
}


@pytest.mark.parametrize(("files", "app", "factory"), TARGETS.values(), ids=TARGETS)
def test_the_app_is_found_in_the_source(files: dict[str, str], app: str, *, factory: bool, tmp_path: Path) -> None:
    found = find_target(tmp_path, "", project(tmp_path, files).project)
    assert (found.app, found.factory) == (app, factory)


def test_the_entrypoint_of_the_project_comes_first(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.fastapi]\nentrypoint = "shop.api:service"\n', encoding="utf-8")
    assert find_target(tmp_path, "", project(tmp_path, {}).project).app == "shop.api:service"
    assert find_target(tmp_path, "other:app", project(tmp_path, {}).project).app == "other:app"


def test_no_app_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="no FastAPI app was found"):
        find_target(tmp_path, "", project(tmp_path, {"main.py": "x = 1\n"}).project)


def test_what_a_library_makes_is_taken_by_its_usual_name(tmp_path: Path) -> None:
    files = {"server/main.py": "from others import create_app\n\nverbose = bool(1)\napplication = create_app(7)\n"}
    assert find_target(tmp_path, "", project(tmp_path, files).project).app == "server.main:application"
