"""What the client on the other side can do."""

from __future__ import annotations

from functools import cached_property

from lsprotocol import types as lsp

from fastapi_lint.api.language_server.terms import Dialect, dialect


class Client:
    """The capabilities that a client announced, as answers to our questions."""

    def __init__(self, capabilities: lsp.ClientCapabilities, encoding: str | None) -> None:
        self._document = capabilities.text_document or lsp.TextDocumentClientCapabilities()
        self._workspace = capabilities.workspace or lsp.WorkspaceClientCapabilities()
        self.dialect: Dialect = dialect(capabilities, encoding)

    @cached_property
    def pulls(self) -> bool:
        """Whether it asks for diagnostics, so that nothing is told unasked about open files."""
        return self._document.diagnostic is not None

    @cached_property
    def refreshes(self) -> bool:
        """Whether it asks for diagnostics again when it is told to."""
        return bool(self._workspace.diagnostics and self._workspace.diagnostics.refresh_support)

    @cached_property
    def resolves(self) -> bool:
        """Whether it asks for the edits of an action when one is chosen."""
        offered = self._document.code_action
        return bool(offered and offered.resolve_support and "edit" in offered.resolve_support.properties)

    @cached_property
    def versions_edits(self) -> bool:
        """Whether it takes edits of a named version of a text."""
        return bool(self._workspace.workspace_edit and self._workspace.workspace_edit.document_changes)

    @cached_property
    def watches(self) -> bool:
        """Whether it can be asked to tell of changed files."""
        watching = self._workspace.did_change_watched_files
        return bool(watching and watching.dynamic_registration)

    @cached_property
    def configures(self) -> bool:
        """Whether it can be asked for its configuration."""
        return bool(self._workspace.configuration)
