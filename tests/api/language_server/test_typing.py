"""What an editor shows while somebody types."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types as lsp

from tests.api.language_server.session import Editor, capabilities, session
from tests.api.language_server.shop import BLOCKING, CLEAN, SLEEPY, WAITS, shop

__all__ = ["shop"]

EMOJI = '    x = "\N{FAMILY}e\N{COMBINING ACUTE ACCENT}\N{GRINNING FACE}"; time.sleep(1)\n'
OUTDATED = '''\
"""Shapes."""

from pydantic import BaseModel


class Order(BaseModel):
    """An order."""

    class Config:
        """How it is read."""

        extra = "forbid"


MOST = 1  # fastapi-lint: ignore[blocking-sleep] nothing sleeps here
'''
UNITS = {"utf-8": 23, "utf-16": 18, "utf-32": 16}
"""Where `time` begins in that line, in the units of each encoding."""


def test_an_unsaved_defect_is_shown_with_its_rule_place_and_page(shop: Path) -> None:
    async def play(editor: Editor) -> lsp.Diagnostic:
        uri = editor.open(shop / "app/routes.py")
        await editor.rules(uri)
        editor.type(uri, BLOCKING)
        (found,) = await editor.rules(uri, "blocking-sleep")
        assert (shop / "app/routes.py").read_text() == CLEAN
        return found

    found = session(shop, play)
    assert found.source == "fastapi-lint"
    assert found.severity is lsp.DiagnosticSeverity.Error
    assert found.range == lsp.Range(lsp.Position(14, 4), lsp.Position(14, 17))
    assert isinstance(found.data, dict)
    assert (found.data["rule"], found.data["fix"]) == ("blocking-sleep", "unsafe")
    assert found.code_description is not None
    page = Path(unquote(urlsplit(found.code_description.href).path))
    assert page.read_text("utf-8").startswith("# blocking-sleep\n")


def test_what_one_file_says_unsaved_counts_in_another_one_and_the_way_there_is_shown(shop: Path) -> None:
    async def play(editor: Editor) -> lsp.Diagnostic:
        routes, waiting = editor.open(shop / "app/routes.py"), editor.open(shop / "app/waiting.py", SLEEPY)
        (found,) = await editor.rules(waiting, "blocking-sleep")
        editor.type(routes, CLEAN.replace("async def", "def").replace(WAITS, "wait()"))
        await editor.rules(waiting)
        return found

    found = session(shop, play)
    steps = [(Path(urlsplit(i.location.uri).path).name, i.message) for i in found.related_information or ()]
    assert steps == [
        ("routes.py", "reached through `read_waiting`"),
        ("waiting.py", "reached through `wait`"),
    ]


@pytest.mark.parametrize("encoding", UNITS)
def test_columns_count_in_the_units_that_were_agreed_upon(encoding: str, shop: Path) -> None:
    async def play(editor: Editor) -> lsp.Diagnostic:
        assert editor.result.capabilities.position_encoding == encoding
        uri = editor.open(shop / "app/routes.py")
        text = BLOCKING.replace("    time.sleep(1)\n", EMOJI)
        editor.type(uri, text)
        await editor.rules(uri, "blocking-sleep")
        units = UNITS[encoding]
        start = units + len("time.sleep(")
        argument = lsp.Range(lsp.Position(14, start), lsp.Position(14, start + 1))
        editor.send(uri, text.replace("(1)", "(22)"), lsp.TextDocumentContentChangePartial(argument, "22"))
        return (await editor.rules(uri, "blocking-sleep"))[0]

    found = session(shop, play, able=capabilities((encoding,)))
    units = UNITS[encoding]
    assert found.range == lsp.Range(lsp.Position(14, units), lsp.Position(14, units + len("time.sleep(22)")))


def test_a_text_that_is_no_python_shows_that_alone_and_other_files_keep_what_it_said_last(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        routes, waiting = editor.open(shop / "app/routes.py"), editor.open(shop / "app/waiting.py", SLEEPY)
        await editor.rules(routes)
        await editor.rules(waiting, "blocking-sleep")
        editor.type(routes, CLEAN.replace("async def", "async def ("))
        (found,) = await editor.rules(routes, "syntax-error")
        assert found.range.start.line == 12
        editor.type(waiting, SLEEPY + "\n")
        await editor.rules(waiting, "blocking-sleep")
        editor.type(routes, BLOCKING)
        await editor.rules(routes, "blocking-sleep")

    session(shop, play)


def test_of_many_keystrokes_the_last_one_is_answered_and_no_older_version_follows(shop: Path) -> None:
    async def play(editor: Editor) -> list[int]:
        uri = editor.open(shop / "app/routes.py")
        for number in range(40):
            editor.type(uri, (BLOCKING if number % 2 else CLEAN) + f"# {number}\n")
        await editor.rules(uri, "blocking-sleep")
        for known in editor.published:
            shown = [d.code for d in known.diagnostics]
            assert known.version is not None
            assert shown == (["blocking-sleep"] if known.version % 2 and known.version > 1 else [])
        return [known.version or 0 for known in editor.published]

    versions = session(shop, play)
    assert versions == sorted(versions)
    assert versions[-1] == 41


def test_a_closed_file_shows_nothing_and_the_disk_counts_again(shop: Path) -> None:
    async def play(editor: Editor) -> None:
        routes, waiting = editor.open(shop / "app/routes.py"), editor.open(shop / "app/waiting.py", SLEEPY)
        await editor.rules(waiting, "blocking-sleep")
        editor.type(routes, CLEAN.replace("async def", "def").replace(WAITS, "wait()"))
        await editor.rules(waiting)
        editor.close(routes)
        await editor.rules(waiting, "blocking-sleep")
        assert list(editor.shown(routes)) == []

    session(shop, play)


def test_files_with_other_line_ends_and_separators_are_read_as_the_editor_has_them(shop: Path) -> None:
    text = BLOCKING.replace('"""Counts."""', '"""Counts \N{LINE SEPARATOR} and \f counts."""').replace("\n", "\r\n")

    async def play(editor: Editor) -> None:
        uri = editor.open(shop / "app/routes.py", text)
        (found,) = await editor.rules(uri, "blocking-sleep")
        assert found.range == lsp.Range(lsp.Position(14, 4), lsp.Position(14, 17))
        blank = lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(14, 4), lsp.Position(14, 17)), "pass")
        editor.send(uri, text.replace("time.sleep(1)", "pass"), blank)
        await editor.rules(uri)

    session(shop, play)


def test_findings_about_what_is_not_needed_or_outdated_are_marked_so(shop: Path) -> None:
    async def play(editor: Editor) -> dict[str, object]:
        uri = editor.open(shop / "app/waiting.py", OUTDATED)
        found = await editor.rules(uri, "unused-suppression", "v1-config-class")
        return {str(d.code): list(d.tags or ()) for d in found}

    assert session(shop, play) == {
        "unused-suppression": [lsp.DiagnosticTag.Unnecessary],
        "v1-config-class": [lsp.DiagnosticTag.Deprecated],
    }
