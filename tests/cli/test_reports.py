"""The commands that tell about profiles and guidelines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fastapi_lint.cli.app import app
from fastapi_lint.model.errors import UsageError
from tests.source.build import write


def call(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments), standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    code = done.return_value if isinstance(done.return_value, int) else 0
    return code, done.output


def test_profiles_are_listed_and_compared() -> None:
    assert "recommended" in call("profiles")[1]
    assert (
        call("profile", "diff", "recommended", "recommended")[1] == "recommended and recommended agree on every rule.\n"
    )


def test_a_misspelt_profile_or_guideline_is_named() -> None:
    with pytest.raises(UsageError, match="did you mean `recommended`"):
        call("profile", "diff", "recommended", "recomended")
    with pytest.raises(UsageError, match="did you mean `principles`"):
        call("coverage", "--guideline", "principle")


def test_coverage_of_all_guidelines_counts_every_statement() -> None:
    found = json.loads(call("coverage", "--output-format", "json")[1])
    assert sum(g["count"] for g in found["guidelines"]) == 1047


def test_coverage_of_a_project_exits_with_1_when_a_statement_is_violated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"main.py": "import time\nfrom fastapi import FastAPI\napp = FastAPI(debug=True)\n"})
    code, output = call("coverage", ".", "--guideline", "principles", "--output-format", "json")
    found = json.loads(output)
    assert code == (1 if found["summary"]["violated"] else 0)
    assert sum(found["summary"].values()) == len(found["statements"])
    for output_format in ("text", "markdown"):
        assert (
            found["statements"][0]["sid"]
            in call("coverage", ".", "--guideline", "principles", "--output-format", output_format)[1]
        )


def test_reported_paths_count_from_the_wanted_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n\n\n"
    source += "@app.get('/')\nasync def a():\n    time.sleep(1)\n"
    settings = 'select = ["blocking-sleep"]\n'
    write(tmp_path, {"services/shop/main.py": source, "services/shop/fastapi-lint.toml": settings})
    monkeypatch.chdir(tmp_path / "services/shop")
    found = [
        json.loads(call("check", "--no-cache", "--output-format", "json", *options)[1])["diagnostics"][0]["path"]
        for options in ((), ("--relative-to", str(tmp_path)), ("--relative-to", ".."))
    ]
    assert found == ["main.py", "services/shop/main.py", "shop/main.py"]
