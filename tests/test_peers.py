"""The table of docs/comparison.md says of fastapi-lint and ruff what they find today."""

from __future__ import annotations

import re

import pytest

from benchmarks.peers.__main__ import PAGE, row
from benchmarks.peers.sites import KINDS, sites
from benchmarks.peers.tools import TOOLS, Tool

HERE = [tool for tool in TOOLS if not tool.requirement]


@pytest.mark.parametrize("tool", HERE, ids=[tool.name for tool in HERE])
def test_a_row_is_what_the_tool_finds_today(tool: Tool) -> None:
    """When this fails: python -m benchmarks.peers --write"""
    assert without_version(row(tool)) in without_version(PAGE.read_text("utf-8"))


def without_version(text: str) -> str:
    return re.sub(r"^\| ([\w-]+) [\d.]+ \|", r"| \1 |", text, flags=re.MULTILINE)


def test_every_kind_has_defects_and_decoys() -> None:
    marked = set(sites().values())
    assert {(site.kind, site.is_defect) for site in marked} == {
        (kind, planted) for kind in KINDS for planted in (True, False)
    }


def test_the_table_has_a_row_for_every_tool() -> None:
    assert [tool.name for tool in TOOLS if f"\n| {tool.name} " not in PAGE.read_text("utf-8")] == []
