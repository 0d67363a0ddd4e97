"""The MCP server, asked by a real client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from fastapi_lint.api.assistant.server import RULE, server
from fastapi_lint.api.assistant.workspace import Workspace

T = TypeVar("T")
INVALID_PARAMS, METHOD_NOT_FOUND = -32602, -32601
MAIN = '''\
"""The service."""

import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/orders")
async def read_orders() -> int:
    """Counts."""
    time.sleep(1)
    return 1
'''


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    (folder / "app").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "shop"\n')
    (folder / "app/main.py").write_text(MAIN)
    (tmp_path / "secret.py").write_text("KEY = 1\n")
    monkeypatch.chdir(folder)
    return folder.resolve()


def asked(folder: Path, question: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T | MCPError:
        async with Client(server(Workspace(folder))) as client:
            try:
                return await question(client)
            except MCPError as error:  # raised below, outside of the client's group of tasks
                return error

    answer = anyio.run(run)
    if isinstance(answer, MCPError):
        raise answer
    return answer


def told(folder: Path, tool: str, **arguments: Any) -> tuple[str, bool]:
    async def call(client: Client) -> tuple[str, bool]:
        result = await client.call_tool(tool, arguments)
        return str(getattr(result.content[0], "text", "")), bool(result.is_error)

    return asked(folder, call)


def refused(folder: Path, tool: str, **arguments: Any) -> str:
    with pytest.raises(MCPError) as caught:
        told(folder, tool, **arguments)
    assert caught.value.code == INVALID_PARAMS
    return caught.value.message


def test_four_tools_are_offered_and_all_only_read(shop: Path) -> None:
    tools = asked(shop, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {"check", "explain", "rules_for", "plan_fix"}
    assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description and tool.input_schema["additionalProperties"] is False for tool in tools)


def test_check_tells_the_findings_of_a_file_and_of_the_workspace(shop: Path) -> None:
    for paths in ([], ["app/main.py"], ["app"], [str(shop / "app/main.py")]):
        text, failed = told(shop, "check", paths=paths)
        assert "  - app/main.py:13:5 `time.sleep(…)` stops the event loop" in text
        assert text.splitlines()[-1].startswith("fastapi-lint: 1 findings")
        assert not failed


def test_explain_is_the_same_as_the_resource(shop: Path) -> None:
    text, _ = told(shop, "explain", rule="blocking-sleep")
    read = asked(shop, lambda client: client.read_resource(f"{RULE}blocking-sleep")).contents[0]
    assert text.startswith("# blocking-sleep\n")
    assert getattr(read, "text", "") == text
    templates = asked(shop, lambda client: client.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == ["fastapi-lint://rule/{id}"]


def test_rules_for_a_task_and_for_a_file_are_few_and_to_the_point(shop: Path) -> None:
    text, _ = told(shop, "rules_for", task="Call another server with httpx and set a timeout")
    assert "http-client-without-timeout" in text
    assert len(text.splitlines()) <= 14
    text, _ = told(shop, "rules_for", path="app/main.py")
    assert len(text.splitlines()) == 14


def test_plan_fix_shows_a_diff_and_changes_nothing(shop: Path) -> None:
    before = (shop / "app/main.py").read_bytes()
    text, _ = told(shop, "plan_fix", path="app/main.py", rule="blocking-sleep", unsafe=True)
    assert "-    time.sleep(1)\n+    await asyncio.sleep(1)\n" in text
    assert told(shop, "plan_fix", path="app/main.py")[0].startswith("Nothing here can be mended by itself")
    assert (shop / "app/main.py").read_bytes() == before


@pytest.mark.parametrize("path", ["../secret.py", "/etc/passwd", "app/../../secret.py", "link.py", "folder/secret.py"])
@pytest.mark.parametrize("tool", ["check", "rules_for", "plan_fix"])
def test_nothing_outside_of_the_workspace_is_read(shop: Path, tool: str, path: str) -> None:
    (shop / "link.py").symlink_to(shop.parent / "secret.py")
    (shop / "folder").symlink_to(shop.parent)
    given = {"paths": [path]} if tool == "check" else {"path": path}
    assert f"`{path}` lies outside of the workspace" in refused(shop, tool, **given)


def test_a_project_that_begins_above_the_workspace_is_refused(shop: Path) -> None:
    assert "start the server there" in refused(shop / "app", "check")


def test_malformed_requests_are_answered_by_protocol_errors(shop: Path) -> None:
    assert refused(shop, "chek") == "there is no tool `chek`; did you mean `check`?"
    assert refused(shop, "check", paths="app") == "`paths`: Input should be a valid list."
    assert refused(shop, "check", path=["app"]).startswith("`path`: Extra inputs are not permitted")
    assert refused(shop, "explain") == "`rule`: Field required."
    assert "did you mean `blocking-sleep`?" in refused(shop, "explain", rule="blocking-slep")
    for uri in (f"{RULE}nope", "fastapi-lint://other/x", "file:///etc/passwd"):
        with pytest.raises(MCPError) as caught:
            asked(shop, lambda client, uri=uri: client.read_resource(uri))  # type: ignore[misc]
        assert caught.value.code == INVALID_PARAMS


def test_what_a_project_does_wrong_is_told_as_the_tools_answer(shop: Path) -> None:
    text, failed = told(shop, "check", paths=["gone.py"])
    assert (failed, "`gone.py` does not exist" in text) == (True, True)
    (shop / "pyproject.toml").write_text('[tool.fastapi-lint]\nprofil = "x"\n')
    text, failed = told(shop, "check")
    assert (failed, "did you mean `profile`?" in text) == (True, True)


def test_the_command_speaks_the_protocol_over_its_streams(shop: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "fastapi_lint", "mcp", str(shop)], env=dict(os.environ)
    )

    async def run() -> str:
        async with Client(stdio_client(parameters)) as client:
            result = await client.call_tool("check", {"paths": ["app/main.py"]})
            return str(getattr(result.content[0], "text", ""))

    assert "blocking-sleep (error)" in anyio.run(run)


def test_requests_that_no_client_would_send_get_an_error_with_their_id(shop: Path) -> None:
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "tools/destroy"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": 3}},
    ]
    command = [sys.executable, "-m", "fastapi_lint", "mcp", str(shop)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        server.stdin.write("".join(json.dumps(line) + "\n" for line in lines))
        server.stdin.flush()
        answers = [json.loads(server.stdout.readline()) for _ in lines]  # the end of its input would cut it off
        server.stdin.close()
    errors = {answer["id"]: answer["error"]["code"] for answer in answers}
    assert errors == {1: METHOD_NOT_FOUND, 2: INVALID_PARAMS}
