"""The server: each message of the client as a call, and what is found as messages to the client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from traceback import format_exception
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from fastapi_lint import __version__
from fastapi_lint.api.book import shown_beside
from fastapi_lint.api.editor.looks import Look
from fastapi_lint.api.editor.misconfigured import Misconfigured
from fastapi_lint.api.language_server.actions import KINDS, Offer
from fastapi_lint.api.language_server.client import Client
from fastapi_lint.api.language_server.desk import Document
from fastapi_lint.api.language_server.positions import Page
from fastapi_lint.api.language_server.protocol import Protocol
from fastapi_lint.api.language_server.room import Ears, Room
from fastapi_lint.api.language_server.settings import SECTION, settings_from
from fastapi_lint.api.language_server.terms import SOURCE
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.engine.deep import deep

R = TypeVar("R")

_WATCHED = (
    *("**/*.py", "**/*.toml", "**/*.{yml,yaml}", "**/*baseline*.json", "**/requirements*.txt"),
    *("**/.gitignore", "**/*Dockerfile*", "**/*.lock"),
)


class Server(LanguageServer):
    """One client, all its projects."""

    def __init__(self) -> None:
        super().__init__("fastapi-lint", __version__, protocol_cls=Protocol)
        self.has_shut_down = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge")
        self._client = Client(lsp.ClientCapabilities(), None)
        self._pulled: dict[str, list[lsp.Diagnostic]] = {}
        ears = Ears(self._look, self._misconfigured, self._message, self._failed)
        self._room = Room(catalog(cache_home()), self._background, ears)
        handlers: dict[str, Callable[[Any], object]] = {
            lsp.INITIALIZE: self._initialize,
            lsp.INITIALIZED: self._initialized,
            lsp.SHUTDOWN: self._shut_down,
            lsp.TEXT_DOCUMENT_DID_OPEN: self._did_open,
            lsp.TEXT_DOCUMENT_DID_CHANGE: self._did_change,
            lsp.TEXT_DOCUMENT_DID_SAVE: self._did_save,
            lsp.TEXT_DOCUMENT_DID_CLOSE: self._did_close,
            lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._did_change_files,
            lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self._did_change_folders,
            lsp.WORKSPACE_DID_CHANGE_CONFIGURATION: self._did_change_configuration,
            lsp.TEXT_DOCUMENT_HOVER: self._hover,
            lsp.CODE_ACTION_RESOLVE: self._resolve,
        }
        for method, handler in handlers.items():
            self.feature(method)(partial(handler))
        options = lsp.CodeActionOptions(KINDS, resolve_provider=True)
        self.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)(partial(self._code_actions))

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Goes to the client's log: a message that cannot be read is no reason to interrupt people."""
        self._log(lsp.MessageType.Error, f"{source.__name__}: {error}")

    # Beginning and end

    def _initialize(self, params: lsp.InitializeParams) -> None:
        self._client = Client(params.capabilities, self.workspace.position_encoding)
        if self._client.pulls:
            options = lsp.DiagnosticOptions(True, False, identifier=SOURCE)  # noqa: FBT003 - the protocol's own names
            self.feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, options)(partial(self._diagnostic))
        self._room.folders = tuple(self._folders())
        self._set(params.initialization_options)

    async def _initialized(self, _: lsp.InitializedParams) -> None:
        if self._client.watches:
            watchers = [lsp.FileSystemWatcher(pattern) for pattern in _WATCHED]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(lsp.RegistrationParams([asked]))
        if self._client.configures:
            await self._ask_for_settings()
        self._room.begin()

    def _shut_down(self, _: None) -> None:
        self.has_shut_down = True
        self._room.shut()

    # What is open

    def _did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        if (path := to_fs_path(item.uri)) is not None:
            self._room.open(item.uri, Path(path), item.version, item.text)

    def _did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        named = params.text_document
        text = self._room.text(named.uri)
        if text is None:
            return
        for change in params.content_changes:
            text = Page(text, self._client.dialect.ruler).changed(change)
        self._room.change(named.uri, named.version, text)

    def _did_save(self, params: lsp.DidSaveTextDocumentParams) -> None:
        self._room.save(params.text_document.uri)

    def _did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        self._room.close(uri)
        self._pulled.pop(uri, None)
        self._publish(uri, None, [])

    def _did_change_files(self, params: lsp.DidChangeWatchedFilesParams) -> None:
        self._room.changed_on_disk(Path(path) for change in params.changes if (path := to_fs_path(change.uri)))

    def _did_change_folders(self, _: lsp.DidChangeWorkspaceFoldersParams) -> None:
        self._room.folders = tuple(self._folders())
        self._room.configure()

    async def _did_change_configuration(self, params: lsp.DidChangeConfigurationParams) -> None:
        if self._client.configures:
            await self._ask_for_settings()
        else:
            self._set(params.settings)

    # What is asked

    async def _diagnostic(self, params: lsp.DocumentDiagnosticParams) -> lsp.DocumentDiagnosticReport:
        uri = params.text_document.uri
        found = self._room.found(uri)
        items: list[lsp.Diagnostic] = []
        if found is not None:
            desk, document = found
            look = await desk.look(document.path, settled=not self._client.refreshes)
            if look is not None:
                items = self._client.dialect.diagnostics(look, desk.live.config.root)
        self._pulled[uri] = items
        name = f"{hash(repr(items)):x}"
        if params.previous_result_id == name:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(name)
        return lsp.RelatedFullDocumentDiagnosticReport(items, result_id=name)

    async def _hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        offer = await self._offer(params.text_document.uri)
        if offer is None:
            return None
        at = lsp.Range(params.position, params.position)
        meant = list(offer.at(at))
        if not meant:
            return None
        texts = [await self._background(partial(shown_beside, shown.rule)) for shown, _ in meant]
        value = "\n---\n\n".join(dict.fromkeys(texts))
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, value), meant[0][1].range)

    async def _code_actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        offer = await self._offer(params.text_document.uri)
        if offer is None:
            return None
        actions = offer.actions(params.range, params.context.only, unsafe=self._room.settings.unsafe_fixes)
        if self._client.resolves:
            return list(actions)
        return [done for action in actions if (done := await self._with_edit(offer, action)).edit is not None]

    async def _resolve(self, action: lsp.CodeAction) -> lsp.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        offer = await self._offer(str(data.get("uri")))
        done = await self._with_edit(offer, action) if offer is not None else action
        if done.edit is None:
            self._message(f"this cannot be done here: {action.title}.")
        return done

    async def _with_edit(self, offer: Offer, action: lsp.CodeAction) -> lsp.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        action.edit = await self._background(partial(offer.edit, data))
        return action

    async def _offer(self, uri: str) -> Offer | None:
        found = self._room.found(uri)
        if found is None:
            return None
        desk, document = found
        look = await desk.look(document.path)
        now = desk.documents.get(document.path)
        if look is None or now is None or now.text != look.text:
            return None
        return Offer(desk, now, look, self._client.dialect, self._client.versions_edits)

    # What is told

    def _look(self, root: Path, document: Document, look: Look | None) -> None:
        items = self._client.dialect.diagnostics(look, root) if look is not None else []
        if not self._client.pulls:
            self._publish(document.uri, document.version, items)
        elif (
            (look is None or look.is_settled)
            and self._client.refreshes
            and self._pulled.get(document.uri) not in (None, items)
        ):
            self.workspace_diagnostic_refresh(None)

    def _publish(self, uri: str, version: int | None, items: Sequence[lsp.Diagnostic]) -> None:
        if not self._client.pulls:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, items, version))

    def _misconfigured(self, file: Path, wrong: Misconfigured | None) -> None:
        items = []
        if wrong is not None:
            line = lsp.Range(lsp.Position(wrong.line - 1, 0), lsp.Position(wrong.line, 0))
            items = [lsp.Diagnostic(line, wrong.text, lsp.DiagnosticSeverity.Error, source=SOURCE)]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(file.as_uri(), items))

    def _message(self, text: str) -> None:
        self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"fastapi-lint: {text}"))

    def _failed(self, error: Exception) -> None:
        self._log(lsp.MessageType.Error, "".join(format_exception(error)))

    def _log(self, kind: lsp.MessageType, text: str) -> None:
        self.window_log_message(lsp.LogMessageParams(kind, text))

    # How it is done

    def _background(self, function: Callable[[], R]) -> Awaitable[R]:
        return asyncio.get_running_loop().run_in_executor(self._pool, deep, function)

    async def _ask_for_settings(self) -> None:
        asked = lsp.ConfigurationParams([lsp.ConfigurationItem(section=SECTION)])
        given = await self.workspace_configuration_async(asked)
        if given and given[0] is not None:
            self._set(given[0])

    def _set(self, given: object) -> None:
        """Takes settings over; files may be open already."""
        settings, problems = settings_from(given)
        for problem in problems:
            self._message(problem)
        if settings != self._room.settings:
            self._room.settings = settings
            self._room.configure()

    def _folders(self) -> Iterator[Path]:
        """The client's folders; old clients name one root instead."""
        uris = list(self.workspace.folders) or [uri for uri in (self.workspace.root_uri,) if uri]
        return (Path(path).resolve() for uri in uris if (path := to_fs_path(uri)) is not None)
