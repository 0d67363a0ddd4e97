"""What the server says of unsaved text is what `fastapi-lint check` says of the same text on disk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from tests.api.language_server.session import Editor, capabilities, session

VIOLATIONS = Path(__file__).resolve().parents[3] / "fixtures/violations"
PULLING = capabilities(("utf-32",), pulls=lsp.DiagnosticClientCapabilities())

Told = tuple[str, tuple[int, int, int, int], str]
"""Rule, place with lines and columns from 1, message."""


def edits(text: str) -> Iterator[str]:
    """The text in other states: routes renamed, functions async or not, imports gone, calls within, broken."""
    yield re.sub(r"^async def ", "def ", text, flags=re.MULTILINE)
    yield re.sub(r'(@\w+\.(?:get|post|put|delete|patch)\(\s*")', r"\1/v9", text)
    yield re.sub(r"^from (?!__future__|typing).*\n", "", text, count=1, flags=re.MULTILINE)
    yield re.sub(r"^( +)return ", r"\1import time; time.sleep(1)\n\1return ", text, flags=re.MULTILINE)
    yield text + "\n\ndef broken(:\n"


def checked(folder: Path) -> dict[str, list[Told]]:
    """What the command tells of each file that has findings."""
    found: dict[str, list[Told]] = {}
    for d in check_project(Request(paths=(folder,), no_cache=True)).shown:
        at = d.location
        found.setdefault(at.path, []).append((d.rule, (at.line, at.column, at.end_line, at.end_column), d.message))
    return {path: sorted(told) for path, told in found.items()}


async def pulled(editor: Editor, uri: str) -> list[Told]:
    """What the server answers for a file, in the command's terms."""
    params = lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
    report = await editor.client.text_document_diagnostic_async(params)
    assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
    return sorted(
        (
            str(d.code),
            (d.range.start.line + 1, d.range.start.character + 1, d.range.end.line + 1, d.range.end.character + 1),
            d.message,
        )
        for d in report.items
    )


@pytest.mark.parametrize("service", ["bookshop", "clinic", "media"])
def test_the_server_and_the_command_agree_on_every_file_and_after_every_edit(service: str, tmp_path: Path) -> None:
    folder = tmp_path.resolve() / service
    shutil.copytree(VIOLATIONS / service / "planted", folder)
    files = sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*.py"))
    before = checked(folder)
    fullest = max(files, key=lambda path: len(before.get(path, ())))

    async def play(editor: Editor) -> list[tuple[str, list[Told], list[Told]]]:
        uris = {path: editor.open(folder / path) for path in files}
        compared = [(path, await pulled(editor, uri), before.get(path, [])) for path, uri in uris.items()]
        for edited in edits(editor.texts[uris[fullest]]):
            editor.type(uris[fullest], edited)
            answer = await pulled(editor, uris[fullest])
            editor.save(uris[fullest])
            compared.append((fullest, answer, checked(folder)[fullest]))
        return compared

    compared = session(folder, play, able=PULLING)
    assert sum(len(ours) for _, ours, _ in compared) > 50
    assert [entry for entry in compared if entry[1] != entry[2]] == []
