"""Code actions: mend one finding, suppress it with a reason, mend everything that is safe to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types as lsp

from fastapi_lint.api.editor.looks import Look
from fastapi_lint.api.editor.mending import all_safe_fixes, fix_of
from fastapi_lint.api.editor.suppressing import suppressing
from fastapi_lint.api.language_server.desk import Desk, Document
from fastapi_lint.api.language_server.positions import Page
from fastapi_lint.api.language_server.terms import Dialect
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit, Safety
from fastapi_lint.model.record import Record

FIX_ALL = "source.fixAll.fastapi-lint"
KINDS: Sequence[str] = (lsp.CodeActionKind.QuickFix.value, FIX_ALL)


class Offer(Record):
    """What can be done in one document. With `is_versioned` the client refuses edits of a text that is gone."""

    desk: Desk
    document: Document
    look: Look
    dialect: Dialect
    is_versioned: bool

    def at(self, wanted: lsp.Range) -> Iterator[tuple[Diagnostic, lsp.Diagnostic]]:
        """The findings that a range touches."""
        page, root = Page(self.look.text, self.dialect.ruler), self.desk.live.config.root
        for found, told in self.look.shown.items():
            if _meet(page.range(told.location), wanted):
                yield told, self.dialect.diagnostic(found, told, self.look, root, page)

    def actions(self, wanted: lsp.Range, only: Sequence[str] | None, *, unsafe: bool) -> Iterator[lsp.CodeAction]:
        """The actions at a range, without their edits: these are worked out when one is chosen."""
        if _asks_for(only, KINDS[0]):
            for told, shown in self.at(wanted):
                yield from self._for_one(told, shown, unsafe=unsafe)
        if _asks_for(only, FIX_ALL) and any(d.fix and d.fix.safety is Safety.SAFE for d in self.look.shown):
            yield lsp.CodeAction("Fix everything that is safe to fix (fastapi-lint)", FIX_ALL, data=self._data("all"))

    def _for_one(self, told: Diagnostic, shown: lsp.Diagnostic, *, unsafe: bool) -> Iterator[lsp.CodeAction]:
        kind, fingerprint = KINDS[0], told.fingerprint
        is_safe = told.fix is not None and told.fix.safety is Safety.SAFE
        if is_safe or (told.fix is not None and unsafe):
            title = f"Fix {told.rule}" if is_safe else f"Fix {told.rule} (unsafe: may change behaviour)"
            data = self._data("fix", fingerprint)
            yield lsp.CodeAction(title, kind, [shown], is_preferred=is_safe or None, data=data)
        title = f"Suppress {told.rule} here, with a reason"
        yield lsp.CodeAction(title, kind, [shown], data=self._data("suppress", fingerprint))

    def _data(self, what: str, fingerprint: str = "") -> dict[str, Any]:
        return {"uri": self.document.uri, "version": self.document.version, "do": what, "finding": fingerprint}

    def edit(self, data: dict[str, Any]) -> lsp.WorkspaceEdit | None:
        """What an action does; None when it cannot be done."""
        edits = self._edits(data.get("do"), data.get("finding"))
        if not edits:
            return None
        listed = Page(self.look.text, self.dialect.ruler).edits(edits)
        if not self.is_versioned:
            return lsp.WorkspaceEdit(changes={self.document.uri: listed})
        named = lsp.OptionalVersionedTextDocumentIdentifier(self.document.uri, self.document.version)
        return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(named, listed)])

    def _edits(self, what: object, fingerprint: object) -> tuple[Edit, ...]:
        if what == "all":
            return all_safe_fixes(self.desk.live, self.look, self.desk.texts(self.look.path), self.desk.baseline)
        meant = next((d for d, told in self.look.shown.items() if told.fingerprint == fingerprint), None)
        if meant is None:
            return ()
        if what == "fix":
            return fix_of(self.look, meant)
        edit = suppressing(self.look.path, self.look.text, meant)
        return (edit,) if edit is not None else ()


def _asks_for(only: Sequence[str] | None, kind: str) -> bool:
    """Whether a client that names kinds wants this one: `source.fixAll` asks for all below it."""
    return only is None or any(kind == name or kind.startswith(f"{name}.") or not name for name in only)


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    return _place(one.start) <= _place(other.end) and _place(other.start) <= _place(one.end)


def _place(position: lsp.Position) -> tuple[int, int]:
    return position.line, position.character
