"""Text from the client becomes part of a shell command."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.expression import Sequence, is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SHELLS = ("sh", "bash", "zsh", "dash", "cmd", "powershell")


def check(project: Project, params: Params) -> Iterator[Finding]:
    for call in project.client_calls:
        origin = _origin(call, params)
        if origin is not None:
            yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described)


def _origin(call: ClientCall, params: Params) -> Origin | None:
    if call.target in params.shells:
        return call.origin(0, "cmd", "command")
    if call.target not in params.runners:
        return None
    if is_constant(call.call.keyword("shell"), value=True):
        return call.origin(0, "args")
    command = call.call.argument(0, "args")
    if isinstance(command, Sequence) and len(command.items) > 2 and _is_shell(string(command.items[0])):
        return call.data.of(command.items[2]) if string(command.items[1]) in ("-c", "/c", "-lc") else None
    return None


def _is_shell(program: str | None) -> bool:
    return program is not None and program.rpartition("/")[2].removesuffix(".exe") in _SHELLS
