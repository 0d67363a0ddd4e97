"""Settings in JSON that belong to somebody: ours are added where theirs stay, and never otherwise."""

from __future__ import annotations

import json

import pytest

from fastapi_lint.views.agents.managed import BOM
from fastapi_lint.views.agents.merging import merged

OURS = json.dumps({"hooks": {"Stop": [{"command": "ours"}]}, "version": 1})


@pytest.mark.parametrize("indent", [2, 4, "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", BOM])
def test_ours_follow_theirs_in_their_layout(indent: int | str, newline: str, bom: str) -> None:
    theirs = {"name": "é", "hooks": {"Stop": [{"command": "theirs"}], "Start": []}}
    text = bom + (json.dumps(theirs, indent=indent, ensure_ascii=False) + "\n").replace("\n", newline)
    found = merged(text, OURS)
    assert found is not None
    assert json.loads(found.removeprefix(BOM)) == {
        "name": "é",
        "hooks": {"Stop": [{"command": "theirs"}, {"command": "ours"}], "Start": []},
        "version": 1,
    }
    assert found.startswith(f"{bom}{{{newline}")
    assert found.endswith(f"}}{newline}")
    assert merged(found, OURS) == found


def test_a_single_name_becomes_a_list_with_ours() -> None:
    ours = '{"context": {"fileName": ["AGENTS.md", "GEMINI.md"]}}'
    theirs = json.dumps({"context": {"fileName": "GEMINI.md"}}, indent=2)
    assert json.loads(merged(theirs, ours) or "") == {"context": {"fileName": ["GEMINI.md", "AGENTS.md"]}}


def test_a_plain_value_of_theirs_stays() -> None:
    assert json.loads(merged('{\n  "version": 2\n}', '{"version": 1}') or "") == {"version": 2}


@pytest.mark.parametrize(
    "text",
    [
        '{\n  // a comment\n  "hooks": {}\n}\n',
        '{"hooks": {},}',
        '{ "hooks" : {} }',
        '{\n  "hooks": [1, 2]\n}\n',
        '{\n  "hooks": []\n}\n',
        "[]",
        "",
        '{\n  "a": 1,\n  "a": 2\n}\n',
    ],
    ids=["comment", "comma", "layout", "short list", "another kind", "no object", "empty", "a key twice"],
)
def test_what_could_not_stay_as_it_is_is_left_alone(text: str) -> None:
    assert merged(text, OURS) is None
