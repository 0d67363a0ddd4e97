"""A real client that speaks with the real server over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds after which a test gives up: a loaded machine takes long."""

_TAGS = lsp.ClientDiagnosticsTagOptions([lsp.DiagnosticTag.Unnecessary, lsp.DiagnosticTag.Deprecated])
_PUSHED = lsp.PublishDiagnosticsClientCapabilities(
    version_support=True, related_information=True, tag_support=_TAGS, code_description_support=True, data_support=True
)
_ACTIONS = lsp.CodeActionClientCapabilities(resolve_support=lsp.ClientCodeActionResolveOptions(["edit"]))


def capabilities(
    encodings: Sequence[str] = ("utf-16",),
    actions: lsp.CodeActionClientCapabilities | None = _ACTIONS,
    pulls: lsp.DiagnosticClientCapabilities | None = None,
    *,
    refreshes: bool = False,
    watches: bool = False,
    configures: bool = False,
) -> lsp.ClientCapabilities:
    """What a usual editor can do."""
    return lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=list(encodings)),
        text_document=lsp.TextDocumentClientCapabilities(
            publish_diagnostics=_PUSHED, code_action=actions, diagnostic=pulls
        ),
        workspace=lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watches),
            configuration=configures,
            diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=refreshes),
        ),
    )


class Editor:
    """An editor with open files; columns count in the units that client and server agreed upon."""

    def __init__(self, client: LanguageClient, result: lsp.InitializeResult, registered: list[str]) -> None:
        self.client, self.result, self.registered = client, result, registered
        self.published: list[lsp.PublishDiagnosticsParams] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self._news = asyncio.Event()

    def open(self, file: Path, text: str | None = None) -> str:
        """Opens a file, with another text than the disk holds if there is one."""
        uri = file.as_uri()
        self.texts[uri] = file.read_text("utf-8") if text is None else text
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri, "python", 1, self.texts[uri])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, text: str) -> int:
        """Replaces the whole text; returns the new version."""
        return self.send(uri, text, lsp.TextDocumentContentChangeWholeDocument(text))

    def send(self, uri: str, text: str, *changes: lsp.TextDocumentContentChangeEvent) -> int:
        """Tells changes that lead to a text."""
        self.texts[uri] = text
        self.versions[uri] += 1
        named = lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(named, list(changes)))
        return self.versions[uri]

    def save(self, uri: str) -> None:
        """Writes the text to the disk and says so."""
        Path(uri.removeprefix("file://")).write_text(self.texts[uri], "utf-8", newline="")
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        """Closes a file."""
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))

    def hear(self, params: lsp.PublishDiagnosticsParams) -> None:
        """The server published something."""
        self.published.append(params)
        self._news.set()
        self._news.clear()

    async def until(self, wanted: Callable[[], T]) -> T:
        """The first answer that is no empty one; asked whenever the server published something."""
        async with asyncio.timeout(PATIENCE):
            while not (answer := wanted()):
                await self._news.wait()
            return answer

    def shown(self, uri: str) -> Sequence[lsp.Diagnostic]:
        """What is published of a file now."""
        last = self.last(uri)
        return last.diagnostics if last is not None else ()

    def last(self, uri: str) -> lsp.PublishDiagnosticsParams | None:
        """What was published last of a file."""
        return next((p for p in reversed(self.published) if p.uri == uri), None)

    async def rules(self, uri: str, *wanted: str) -> Sequence[lsp.Diagnostic]:
        """The diagnostics of a file as soon as its present version has those of exactly these rules."""

        def arrived() -> bool:
            last = self.last(uri)
            if last is None or last.version != self.versions[uri]:
                return False
            return sorted(str(d.code) for d in last.diagnostics) == sorted(wanted)

        try:
            await self.until(arrived)
        except TimeoutError:
            now = [(p.version, [d.code for d in p.diagnostics]) for p in self.published if p.uri == uri]
            raise AssertionError(f"waited for {wanted}, came {now}") from None
        return self.shown(uri)

    async def actions(self, uri: str, at: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        """The actions at a place."""
        context = lsp.CodeActionContext([], only=list(only) or None)
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), at, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or () if isinstance(action, lsp.CodeAction)]

    async def chosen(self, action: lsp.CodeAction) -> lsp.CodeAction:
        """The action with its edit."""
        return action if action.edit else await self.client.code_action_resolve_async(action)


async def _session(
    folders: Sequence[Path],
    play: Callable[[Editor], Awaitable[T]],
    able: lsp.ClientCapabilities,
    options: Any,
    answers: dict[str, Any],
) -> T:
    client = LanguageClient(converter_factory=default_converter)
    own = (lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, lsp.CLIENT_REGISTER_CAPABILITY)
    register_lsp_features(client, {name: f for name, f in DEFAULT_CLIENT_FEATURES.items() if name not in own})
    for section, value in answers.items():
        client.set_configuration(value, section=section)
    await client.start_io(sys.executable, "-m", "fastapi_lint", "server", env=dict(os.environ))
    params = lsp.InitializeParams(
        able,
        workspace_folders=[lsp.WorkspaceFolder(f.as_uri(), f.name) for f in folders],
        initialization_options=options,
    )
    editor: Editor | None = None
    heard: list[lsp.PublishDiagnosticsParams] = []
    registered: list[str] = []

    def publish(params: lsp.PublishDiagnosticsParams) -> None:
        (editor.hear if editor is not None else heard.append)(params)

    def register(params: lsp.RegistrationParams) -> None:
        registered.extend(r.method for r in params.registrations)

    register_lsp_features(client, dict(zip(own, (publish, register), strict=True)))
    try:
        async with asyncio.timeout(2 * PATIENCE):
            editor = Editor(client, await client.initialize_session(params), registered)
            answer = await play(editor)
            await client.shutdown_session()
            return answer
    finally:
        if (process := client._server) is not None and process.returncode is None:  # the play broke off
            process.kill()
        await client.stop()  # type: ignore[no-untyped-call]


def session(
    folder: Path | Sequence[Path],
    play: Callable[[Editor], Awaitable[T]],
    *,
    able: lsp.ClientCapabilities | None = None,
    options: Any = None,
    answers: dict[str, Any] | None = None,
) -> T:
    """What is played in an editor that has opened some folders."""
    folders = [folder] if isinstance(folder, Path) else folder
    return asyncio.run(_session(folders, play, able or capabilities(), options, answers or {}))
