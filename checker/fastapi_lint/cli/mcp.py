"""`fastapi-lint mcp`: the rulebook and the gate as an MCP server on standard input and output."""

from __future__ import annotations

import gc
import os
from importlib.util import find_spec
from pathlib import Path

import click

from fastapi_lint.model.errors import UsageError


@click.command()
@click.argument("folder", required=False, default=Path(), type=click.Path(path_type=Path, exists=True, file_okay=False))
def mcp(folder: Path) -> None:
    """Serve an agent that speaks MCP, for the workspace in FOLDER; paths outside of it are refused.

    \b
    check       the findings in files or folders
    explain     a rule in full; also the resource fastapi-lint://rule/ID
    rules_for   the few rules that matter to a file or a task
    plan_fix    the diff that would mend a file

    Nothing is written.
    """
    if find_spec("mcp") is None:
        raise UsageError("the MCP server needs the package `mcp`; install it with `pip install 'fastapi-lint[mcp]'`.")
    from fastapi_lint.api.assistant.server import serve
    from fastapi_lint.api.assistant.workspace import Workspace

    gc.enable()  # commands run without it, but this one does not end
    root = folder.resolve()
    os.chdir(root)
    serve(Workspace(root))
