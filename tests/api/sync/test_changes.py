"""Writing into documents of others: their bytes stay, ours are always those of the rulebook."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fastapi_lint.api.sync.book import rulebook
from fastapi_lint.api.sync.changes import carry_out, changes
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.views.agents.targets import Book, Document, documents

BOM = b"\xef\xbb\xbf"
PIECES = st.sampled_from([
    *("# Our rules", "Text.", "- item", "```", "~~~", "---", "<!-- a comment -->", "@docs/rules.md", "\t", ""),
    *("<!-- other-tool:begin -->", "<!-- other-tool:end -->", "fastapi-lint:begin", "naïve", "日本語", "x" * 300),
])  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n", "\r", ""])
DOCUMENTS = st.builds(
    lambda bom, lines, tail: bom + "".join(text + end for text, end in lines).encode() + tail,
    st.sampled_from([b"", BOM]),
    st.lists(st.tuples(PIECES, ENDS), max_size=14),
    st.sampled_from([b"", b"", b"\xe9\xff latin"]),
)


@pytest.fixture(scope="module")
def book_of_project(book: Catalog) -> Book:
    return rulebook(book, Config(root=Path(), profile="official"))


@pytest.fixture(scope="module")
def block(book_of_project: Book) -> Document:
    (found,) = documents(book_of_project, ["agents"])
    return found


def synced(folder: Path, document: Document) -> bytes:
    carry_out(folder, changes(folder, [document]))
    return (folder / document.path).read_bytes()


@settings(max_examples=200)
@given(mine=DOCUMENTS)
def test_every_byte_of_a_foreign_document_survives(block: Document, mine: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / block.path).write_bytes(mine)
        first = synced(folder, block)
        assert first.startswith(mine)
        assert changes(folder, [block]) == []
        assert synced(folder, block) == first


@settings(max_examples=200)
@given(above=DOCUMENTS, below=DOCUMENTS, place=st.integers(0, 10_000))
def test_an_edit_inside_the_block_is_drift_and_one_outside_is_not(
    block: Document, above: bytes, below: bytes, place: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / block.path
        file.write_bytes(above)
        whole = synced(folder, block)
        file.write_bytes(whole + below.removeprefix(BOM))
        assert changes(folder, [block]) == []
        inside = len(above) + len(whole[len(above) :].split(b"-->")[0]) + 10 + place % 2_000
        file.write_bytes(whole[:inside] + b"!" + whole[inside:])
        (change,) = changes(folder, [block])
        assert change.after is not None
        assert change.after.encode("utf-8", "surrogateescape") == whole


def test_a_changed_rule_is_drift(tmp_path: Path, book_of_project: Book, block: Document) -> None:
    synced(tmp_path, block)
    shown = next(rule for rule in book_of_project.rules if f"- {rule.id}: " in block.text)
    changed = replace(shown, directive=replace(shown.directive, instead="do something else"))
    newer = replace(book_of_project, rules=tuple(changed if r is shown else r for r in book_of_project.rules))
    (change,) = changes(tmp_path, documents(newer, ["agents"]))
    assert f"+- {shown.id}: {shown.directive.line}; do something else." in change.diff
