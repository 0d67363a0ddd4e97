"""An item is added to a list of a YAML file and nothing else in it changes."""

from __future__ import annotations

import pytest
import yaml

from fastapi_lint.api.adopting.yaml_text import with_item

ITEM = "- repo: ours\n  hooks:\n    - id: lint\n"


def indented(by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in ITEM.splitlines())


@pytest.mark.parametrize(
    ("before", "behind", "indent"),
    [
        ("repos:\n  - repo: a  # why\n    hooks: []\n", "", 2),
        ("repos:\n- repo: a\n  hooks:\n  - id: x\n", "", 0),
        ("# mine\nrepos:\n    - repo: a\n      hooks: [{id: x}]\n\n", "# the end\nci:\n  skip: [x]\n", 4),
        ("repos:\n  - repo: a\n    hooks:\n      - id: x\n      # - id: y\n", "\n# about ci\nci: {}\n", 2),
        ("repos:\n  - repo: a\n    args: |\n      text\n\n      more\n", "default_stages: [commit]\n", 2),
        ("---\nrepos:\n  - repo: a\n", "...\n", 2),
        ("", "", -1),
        ("# nothing yet\n", "", -1),
        ("minimum_pre_commit_version: '3'\n", "", -1),
    ],
)
def test_it_stands_below_the_last_one(before: str, behind: str, indent: int) -> None:
    expected = before + ("repos:\n" + indented(2) if indent < 0 else indented(indent))
    found = with_item(before + behind, "repos", ITEM)
    assert found is not None
    assert found.replace("\n\n", "\n") == (expected + behind).replace("\n\n", "\n")
    assert yaml.safe_load(found)["repos"][-1] == {"repo": "ours", "hooks": [{"id": "lint"}]}


def test_a_last_line_without_an_end_gets_one() -> None:
    assert with_item("repos:\n  - repo: a", "repos", ITEM) == f"repos:\n  - repo: a\n{indented(2)}"


@pytest.mark.parametrize("nothing", ["repos: []  # none yet\n", "repos:  # none yet\n", "repos: null # none yet\n"])
def test_an_empty_list_is_filled(nothing: str) -> None:
    found = with_item(f"{nothing}ci: {{}}\n", "repos", ITEM)
    assert found is not None
    assert "# none yet" in found
    assert yaml.safe_load(found) == {"repos": yaml.safe_load(ITEM), "ci": {}}


def test_line_endings_stay() -> None:
    text = "repos:\r\n  - repo: a\r\n"
    assert with_item(text, "repos", ITEM) == text + indented(2).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    ["repos: [{repo: a}]\n", "repos: {a: b}\n", "repos: text\n", "- a\n", "a: [\n", "a: 1\n---\nb: 2\n", "text\n"],
)
def test_what_has_no_place_for_it_is_left_alone(text: str) -> None:
    assert with_item(text, "repos", ITEM) is None
