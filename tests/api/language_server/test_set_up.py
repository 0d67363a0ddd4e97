"""What docs/editors.md tells people to write, and the extension for VS Code as far as it runs without VS Code."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

from fastapi_lint.api.language_server.settings import settings_from

ROOT = Path(__file__).resolve().parents[3]
BLOCKS = re.findall(r"```(json|toml)\n(.*?)```", (ROOT / "docs/editors.md").read_text("utf-8"), re.DOTALL)
EXTENSION = ROOT / "editors/vscode"


def test_what_settings_files_hold_is_well_formed_and_starts_the_server() -> None:
    read = [json.loads(text) if kind == "json" else tomllib.loads(text) for kind, text in BLOCKS]
    vs_code, zed, helix = read
    assert vs_code["fastapi-lint.server.command"] == [".venv/bin/fastapi-lint", "server"]
    assert zed["lsp"]["pylsp"]["binary"] == {"path": "fastapi-lint", "arguments": ["server"]}
    started = helix["language-server"]["fastapi-lint"]
    assert (started["command"], started["args"]) == ("fastapi-lint", ["server"])
    for given in (zed["lsp"]["pylsp"]["initialization_options"], started["config"]):
        settings, problems = settings_from(given)
        assert not settings.unsafe_fixes
        assert problems == ()


def test_the_settings_of_vs_code_are_those_that_its_extension_has() -> None:
    offered = json.loads((EXTENSION / "package.json").read_text("utf-8"))["contributes"]["configuration"]["properties"]
    named = json.loads(BLOCKS[0][1])
    assert {key for key in named if key.startswith("fastapi-lint.")} <= set(offered)


def test_the_extension_for_vs_code_starts_the_server_in_the_open_folder_and_stops_it(tmp_path: Path) -> None:
    node, _ = compute_driver_executable()
    play = Path(__file__).with_name("vscode.cjs")
    done = subprocess.run([node, str(play), str(EXTENSION), str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made, *rest = json.loads(done.stdout)
    assert made["server"] == {"command": "fastapi-lint", "args": ["server"], "options": {"cwd": str(tmp_path)}}
    assert {"scheme": "file", "language": "python"} in made["client"]["documentSelector"]
    assert rest == ["started", "stopped"]
