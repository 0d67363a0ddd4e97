"""A block in somebody else's document: their text stays, byte for byte, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fastapi_lint.model.errors import UsageError
from fastapi_lint.views.agents.managed import BOM, newline_of, with_block

OLD = "<!-- own:begin v=1 -->\n- one\n<!-- own:end -->\n"
NEW = "<!-- own:begin v=2 -->\n- two\n- three\n<!-- own:end -->\n"

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
pieces = st.one_of(words, st.sampled_from(["# Title", "```", "<!-- a comment -->", "---", "- item", "\t", "~~~"]))
endings = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", ""])
documents = st.builds(
    lambda bom, lines: bom + "".join(text + end for text, end in lines),
    st.sampled_from(["", BOM]),
    st.lists(st.tuples(pieces, endings), max_size=12),
)


def put(text: str, block: str = NEW) -> str:
    return with_block(text, block, "own", "AGENTS.md")


@settings(max_examples=200)
@given(documents)
def test_a_document_keeps_every_byte_and_a_second_run_changes_nothing(document: str) -> None:
    first = put(document)
    assert first.startswith(document)
    assert put(first) == first


@settings(max_examples=200)
@given(documents, documents)
def test_a_newer_block_replaces_the_old_one_and_nothing_else(before: str, after: str) -> None:
    written = put(before, OLD)
    newer = put(written + after)
    assert newer.startswith(before)
    assert newer.endswith(after)
    assert newer.count("own:begin") == 1
    assert "- one" not in newer.removeprefix(before).removesuffix(after)
    assert put(newer) == newer


def test_the_block_takes_the_newlines_of_its_document() -> None:
    assert put("a\r\nb\r\n") == "a\r\nb\r\n\r\n" + NEW.replace("\n", "\r\n")
    assert put(f"{BOM}a\nb") == f"{BOM}a\nb\n\n{NEW}"
    assert newline_of("") == "\n"


def test_a_block_at_the_very_start_keeps_the_byte_order_mark() -> None:
    assert put(f"{BOM}{OLD}mine\n") == f"{BOM}{NEW}mine\n"


@pytest.mark.parametrize(
    "text",
    [OLD + OLD, "<!-- own:begin -->\n", "<!-- own:end -->\n", "<!-- own:end -->\n<!-- own:begin -->\n"],
    ids=["two blocks", "no end", "no begin", "turned around"],
)
def test_markers_that_do_not_match_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"AGENTS\.md: needs one `own:begin` marker"):
        put(text)
