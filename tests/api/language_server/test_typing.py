"""What an editor shows while somebody types."""

from __future__ import annotations

from pathlib import Path

from tests.api.language_server.session import Editor, session
from tests.api.language_server.shop import BLOCKING, CLEAN, shop

__all__ = ["shop"]


def test_an_unsaved_defect_is_shown_with_its_rule_and_place(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py")
        await editor.rules(uri)
        editor.type(uri, BLOCKING)
        (found,) = await editor.rules(uri, "blocking-sleep")
        assert (found.source, found.range.start.line, found.range.start.character) == ("fastapi-lint", 12, 4)
        assert (shop / "app/routes.py").read_text() == CLEAN

    session(shop, play)
