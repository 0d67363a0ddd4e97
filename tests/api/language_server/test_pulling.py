"""Editors that ask for diagnostics themselves, and take questions back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.api.language_server.session import Editor, capabilities, session
from tests.api.language_server.shop import BLOCKING, shop

__all__ = ["shop"]

PULLING = lsp.DiagnosticClientCapabilities()


def test_who_asks_is_answered_once_per_change_and_told_nothing_unasked(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        named = lsp.TextDocumentIdentifier(uri)
        full = await editor.client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(named))
        assert isinstance(full, lsp.RelatedFullDocumentDiagnosticReport)
        assert [d.code for d in full.items] == ["blocking-sleep"]
        again = lsp.DocumentDiagnosticParams(named, previous_result_id=full.result_id)
        same = await editor.client.text_document_diagnostic_async(again)
        assert isinstance(same, lsp.RelatedUnchangedDocumentDiagnosticReport)
        editor.type(uri, BLOCKING + "x = 1\n")
        assert editor.published == []

    session(shop, play, able=capabilities(pulls=PULLING))


def test_a_question_that_is_taken_back_is_not_answered(shop: Path) -> None:
    async def play(editor: Editor) -> int | None:
        uri = editor.open(shop / "app/routes.py", BLOCKING)
        params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
        request = editor.client.protocol.send_request_async("textDocument/diagnostic", params, "q")  # type: ignore[no-untyped-call]
        asked = asyncio.ensure_future(request)
        await asyncio.sleep(0)
        editor.client.cancel_request(lsp.CancelParams("q"))
        with pytest.raises(JsonRpcException) as refused:
            await asked
        return refused.value.code

    assert session(shop, play, able=capabilities(pulls=PULLING)) == lsp.LSPErrorCodes.RequestCancelled
