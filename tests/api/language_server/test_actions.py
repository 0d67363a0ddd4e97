"""What an editor offers at a finding, and what comes of it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from fastapi_lint.api.language_server.positions import Page, Ruler
from tests.api.language_server.session import Editor, capabilities, session
from tests.api.language_server.shop import shop, write

__all__ = ["shop"]

MENDABLE = '''\
"""Waits; \N{GRINNING FACE}."""

import time
import subprocess  # noqa: S404

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

router = APIRouter(prefix="/orders", tags=["orders"])


class Order(BaseModel):
    """An order."""

    @classmethod
    def read(cls, data: dict[str, int]) -> "Order":
        """From data."""
        return cls.parse_obj(data)


@router.get("/waiting")
async def read_waiting() -> dict[str, int]:
    """Counts."""
    "\N{GRINNING FACE}"; time.sleep(2)
    return {"n": 1}


@router.get("/failing")
def read_failing() -> dict[str, int]:
    """Fails."""
    return HTTPException(404, detail="none")
'''


def applied(text: str, edit: lsp.WorkspaceEdit | None) -> str:
    """The text after the edits of one file, which may not overlap."""
    assert edit is not None
    changes: Sequence[Any] = []
    for document in edit.document_changes or ():
        assert isinstance(document, lsp.TextDocumentEdit)
        changes = document.edits
    for listed in (edit.changes or {}).values():
        changes = listed
    page = Page(text, Ruler("utf-16"))
    spans = sorted((page.offset(c.range.start), page.offset(c.range.end), c.new_text) for c in changes)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(spans))
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


async def settled(editor: Editor, uri: str) -> Sequence[lsp.Diagnostic]:
    """What is shown when the whole project has answered."""

    def both() -> bool:
        return sum(p.uri == uri and p.version == editor.versions[uri] for p in editor.published) >= 2

    await editor.until(both)
    return editor.shown(uri)


async def after(editor: Editor, uri: str, action: lsp.CodeAction) -> tuple[str, list[str]]:
    """The text that an action leads to, and the rules that are broken in it; the text before comes back."""
    before = editor.texts[uri]
    text = applied(before, (await editor.chosen(action)).edit)
    editor.type(uri, text)
    found = [str(d.code) for d in await settled(editor, uri)]
    editor.type(uri, before)
    await settled(editor, uri)
    return text, sorted(found)


def test_each_finding_can_be_mended_or_suppressed_and_is_gone_then(shop: Path) -> None:
    write(shop, {"app/routes.py": MENDABLE})

    async def play(editor: Editor) -> list[str]:
        uri = editor.open(shop / "app/routes.py")
        found = await settled(editor, uri)
        tried = []
        for diagnostic in found:
            for action in await editor.actions(uri, diagnostic.range, "quickfix"):
                meant = (action.diagnostics or [])[0]
                text, left = await after(editor, uri, action)
                ast.parse(text)
                tried.append(action.title)
                assert str(meant.code) not in left, action.title
        return sorted(tried)

    assert session(shop, play) == [
        "Fix blocking-sleep (unsafe: may change behaviour)",
        "Fix returned-http-exception (unsafe: may change behaviour)",
        "Fix v1-model-method",
        "Suppress blocking-sleep here, with a reason",
        "Suppress returned-http-exception here, with a reason",
        "Suppress v1-model-method here, with a reason",
    ]


def test_everything_safe_is_mended_at_once_and_nothing_else(shop: Path) -> None:
    twice = "        cls.parse_obj(data)\n        return cls.parse_obj(data)"
    text = MENDABLE.replace("        return cls.parse_obj(data)", twice)
    write(shop, {"app/routes.py": text})

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py")
        await settled(editor, uri)
        everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        (action,) = await editor.actions(uri, everywhere, "source.fixAll")
        assert action.kind == "source.fixAll.fastapi-lint"
        mended, left = await after(editor, uri, action)
        assert mended == text.replace("parse_obj", "model_validate")
        assert left == ["blocking-sleep", "returned-http-exception"]

    session(shop, play)


def test_a_client_without_late_edits_gets_them_at_once_and_unsafe_fixes_can_be_switched_off(shop: Path) -> None:
    write(shop, {"app/routes.py": MENDABLE})

    async def play(editor: Editor) -> list[tuple[str, bool]]:
        uri = editor.open(shop / "app/routes.py")
        await settled(editor, uri)
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        return sorted((action.title, action.edit is not None) for action in await editor.actions(uri, whole))

    able = capabilities(actions=lsp.CodeActionClientCapabilities())
    assert session(shop, play, able=able, options={"unsafeFixes": False}) == [
        ("Fix everything that is safe to fix (fastapi-lint)", True),
        ("Fix v1-model-method", True),
        ("Suppress blocking-sleep here, with a reason", True),
        ("Suppress returned-http-exception here, with a reason", True),
        ("Suppress v1-model-method here, with a reason", True),
    ]


def test_an_action_of_an_older_text_is_worked_out_for_the_present_one_or_not_at_all(shop: Path) -> None:
    write(shop, {"app/routes.py": MENDABLE})
    longer, mended = "\n" + MENDABLE, MENDABLE.replace("parse_obj", "model_validate")

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py")
        (found,) = [d for d in await settled(editor, uri) if d.code == "v1-model-method"]
        (action, _) = await editor.actions(uri, found.range, "quickfix")
        editor.type(uri, longer)
        chosen = await editor.chosen(lsp.CodeAction(action.title, data=action.data))
        assert applied(longer, chosen.edit) == "\n" + mended
        editor.type(uri, mended)
        assert (await editor.chosen(lsp.CodeAction(action.title, data=action.data))).edit is None
        assert [m.message for m in editor.client.messages] == [
            f"fastapi-lint: this cannot be done here: {action.title}."
        ]

    session(shop, play)


def test_hovering_over_a_finding_tells_the_rule_with_an_example(shop: Path) -> None:
    write(shop, {"app/routes.py": MENDABLE})

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py")
        found = {str(d.code): d for d in await settled(editor, uri)}
        place = found["blocking-sleep"].range
        named = lsp.TextDocumentIdentifier(uri)
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(named, place.start))
        assert hover is not None
        assert isinstance(hover.contents, lsp.MarkupContent)
        for part in (
            "A sleep stops the event loop",
            "**Instead:**",
            "**Wrong:**",
            "**Right:**",
            "```python",
            "Statements:",
        ):
            assert part in hover.contents.value
        assert hover.range == place
        nothing = await editor.client.text_document_hover_async(lsp.HoverParams(named, lsp.Position(0, 0)))
        assert nothing is None

    session(shop, play)
