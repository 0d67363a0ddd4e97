"""`fastapi-lint server`: the gate in an editor, over the Language Server Protocol on standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

import click

from fastapi_lint.model.errors import UsageError


@click.command()
@click.option("--stdio", is_flag=True, help="How it always speaks; some clients add it on their own.")
def server(stdio: bool) -> int:  # noqa: ARG001, FBT001 - click passes it
    """Serve an editor that speaks the Language Server Protocol.

    It reports while you type, from text that is not saved, with what the whole project knows; it mends, suppresses
    and explains. docs/editors.md shows how to set up VS Code, Neovim, PyCharm, Zed and Helix.

    \b
    Settings, as initializationOptions or in the section `fastapi-lint` of the client's configuration:
    enable        false switches it off                             default true
    profile       another profile than the configured one
    baseline      a file of accepted findings, from the project's root
    unsafeFixes   whether fixes that may change behaviour are offered  default true
    """
    if find_spec("pygls") is None:
        raise UsageError("the server needs the package `pygls`; install it with `pip install 'fastapi-lint[lsp]'`.")
    from fastapi_lint.api.language_server.process import serve

    return serve()
