"""The MCP server: four tools that only read, and every rule as a resource."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio.to_thread
from mcp import MCPError
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fastapi_lint import __version__
from fastapi_lint.api.assistant import answers
from fastapi_lint.api.assistant.workspace import Outside, Workspace
from fastapi_lint.api.book import explanation
from fastapi_lint.model.errors import FastapiLintError, UnknownRule, nearest

RULE = "fastapi-lint://rule/"
_INSTRUCTIONS = (
    "Rules for FastAPI services and the gate that checks them. Ask `rules_for` before you write, `check` when you are "
    "done, `explain` about a rule, `plan_fix` for a repair. Nothing is written; apply what you accept yourself."
)


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Check(_Arguments):
    """Checks Python and project files; without paths, the whole workspace. Each rule comes once, then its places."""

    paths: list[str] = Field([], description="Files or folders, relative to the workspace.")
    profile: str | None = Field(None, description="Another profile than the configured one.")


class _Explain(_Arguments):
    """Shows why a rule exists, what to write instead, its limits, and its tested wrong and right code."""

    rule: str = Field(description="The id of a rule, as findings name it.")


class _RulesFor(_Arguments):
    """Names the few rules that matter to a file or to a task, before anything is written."""

    path: str | None = Field(None, description="A file, relative to the workspace.")
    task: str | None = Field(None, description="What is to be done, in a sentence.")


class _PlanFix(_Arguments):
    """Shows the diff that would mend a file, without writing it."""

    path: str = Field(description="A file, relative to the workspace.")
    rule: str | None = Field(None, description="Mend only what this rule reports.")
    unsafe: bool = Field(default=False, description="Also repairs that may change behaviour.")


def _answers(workspace: Workspace) -> dict[str, tuple[type[_Arguments], Callable[[Any], str]]]:
    return {
        "check": (_Check, lambda given: answers.check(workspace, given.paths, given.profile)),
        "explain": (_Explain, lambda given: explanation(given.rule)),
        "rules_for": (_RulesFor, lambda given: answers.rules_for(workspace, given.path, given.task)),
        "plan_fix": (_PlanFix, lambda given: answers.plan_fix(workspace, given.path, given.rule, unsafe=given.unsafe)),
    }


def server(workspace: Workspace) -> Server[Any]:
    """The server for one workspace. One question is answered at a time: a check uses all that it needs."""
    tools = _answers(workspace)
    alone = threading.Lock()

    def answered(name: str, arguments: _Arguments) -> str:
        with alone:
            return tools[name][1](arguments)

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(name, arguments) for name, (arguments, _) in tools.items()])

    async def call_tool(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        if params.name not in tools:
            raise MCPError(INVALID_PARAMS, f"there is no tool `{params.name}`{nearest(params.name, tools) or '.'}")
        arguments = _read(tools[params.name][0], params.arguments or {})
        try:
            text = await anyio.to_thread.run_sync(partial(answered, params.name, arguments))
        except (Outside, UnknownRule) as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None
        except FastapiLintError as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        return CallToolResult(content=[TextContent(type="text", text=text)])

    async def list_resources(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=[])

    async def list_templates(
        _: ServerRequestContext[Any], __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(resource_templates=[_TEMPLATE])

    async def read_resource(_: ServerRequestContext[Any], params: ReadResourceRequestParams) -> ReadResourceResult:
        uri = str(params.uri)
        if not uri.startswith(RULE):
            raise MCPError(INVALID_PARAMS, f"there is no resource `{uri}`; rules are at {RULE}ID.")
        try:
            text = explanation(uri.removeprefix(RULE))
        except UnknownRule as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None
        return ReadResourceResult(contents=[TextResourceContents(uri=params.uri, mime_type=_MARKDOWN, text=text)])

    return Server(
        "fastapi-lint",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def serve(workspace: Workspace) -> None:
    """Answers on standard input and output until the client goes."""

    async def run() -> None:
        made = server(workspace)
        async with stdio_server() as (read, write):
            await made.run(read, write, made.create_initialization_options())

    anyio.run(run)


_MARKDOWN = "text/markdown"
_TEMPLATE = ResourceTemplate(
    uri_template=f"{RULE}{{id}}",
    name="rule",
    description="One rule in full, as `explain` shows it.",
    mime_type=_MARKDOWN,
)


def _tool(name: str, arguments: type[_Arguments]) -> Tool:
    schema = arguments.model_json_schema()
    description = " ".join(schema.pop("description").split())
    return Tool(
        name=name,
        description=description,
        input_schema=schema,
        annotations=ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False),
    )


def _read(arguments: type[_Arguments], given: dict[str, Any]) -> _Arguments:
    try:
        return arguments.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "arguments"
        raise MCPError(INVALID_PARAMS, f"`{where}`: {first['msg']}.") from None
