"""YAML, TOML, JSON and INI become values that know their lines; what is broken says what and where."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from fastapi_lint.facts.files.node import Node
from fastapi_lint.project.ini_tree import ini_tree
from fastapi_lint.project.invalid import Invalid
from fastapi_lint.project.json_tree import json_tree
from fastapi_lint.project.toml_tree import toml_tree
from fastapi_lint.project.yaml_tree import yaml_documents


def yaml(text: str) -> Node:
    (found,) = yaml_documents("a.yaml", text)
    return found


def toml(text: str) -> Node:
    return toml_tree("a.toml", text)


def line(node: Node | None) -> int:
    assert node is not None
    return node.at.line


def test_a_value_stands_where_its_key_stands() -> None:
    root = yaml("services:\n  web:\n    ports:\n      - 80:80\n      - 22:22\n")
    assert line(root.get("services", "web", "ports")) == 3
    assert [(e.text(), e.at.line) for e in root.elements("services", "web", "ports")] == [("80:80", 4), ("22:22", 5)]


def test_plain_words_mean_what_yaml_1_2_says() -> None:
    root = yaml("on: {push: }\na: yes\nb: true\nc: 0x10\nd: 1.5\ne: ~\nf: '1'\ng: 007\n")
    assert root.plain == {"on": {"push": None}, "a": "yes", "b": True, "c": 16, "d": 1.5, "e": None, "f": "1", "g": 7}


def test_a_block_scalar_knows_where_its_text_begins() -> None:
    run = yaml("run: |\n  one\n  two\n").get("run")
    assert run is not None
    assert (run.at.line, run.text_line, run.raw) == (1, 2, "one\ntwo\n")


def test_anchors_and_merge_keys_are_followed_and_own_keys_win() -> None:
    root = yaml("base: &b {a: 1, c: 3}\nown: {<<: *b, a: 2}\nlist:\n  - *b\n")
    assert root.get("own") is not None
    assert root.plain == {"base": {"a": 1, "c": 3}, "own": {"a": 2, "c": 3}, "list": [{"a": 1, "c": 3}]}
    assert [e.at.line for e in root.elements("list")] == [4]


def test_unknown_tags_are_no_reason_to_stop() -> None:
    assert yaml("a: !reference [b, c]\nd: !secret e\n").plain == {"a": ["b", "c"], "d": "e"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "did not find expected"),
        ("a: *b", "refers to itself or to nothing"),
        ("a: &a [*a]", "refers to itself or to nothing"),
        ("[" * 5000, "nest"),
        ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
        ), "expand to more than"),
        ("\x00", "control characters"),
    ],
)  # fmt: skip
def test_yaml_that_is_broken_or_a_bomb_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        yaml_documents("a.yaml", text)


def test_several_documents_are_kept_apart_and_empty_ones_left_out() -> None:
    assert [d.plain for d in yaml_documents("a.yaml", "a: 1\n---\n---\nb: 2\n")] == [{"a": 1}, {"b": 2}]


TOML = """\
# a comment with [brackets] = and "quotes
title = "x" # more
[tool.ruff.lint]
select = [
  "E", # one
  'F',
]
per-file-ignores = { "tests/*" = ["S101"], b = { c = 1 } }
text = \"\"\"
[not.a.table]
"quoted"\"\"\"
a.b."c.d" = 2024-01-01

[[tool.uv.index]]
name = "one"
[[tool.uv.index]]
name = "two"
[tool.uv.index.deep]
x = true
"""


def test_every_key_table_and_item_of_toml_has_its_line() -> None:
    root = toml(TOML)
    assert {".".join(keys): node.at.line for keys, node in root.walk() if keys} == {
        "title": 2,
        "tool": 3,
        "tool.ruff": 3,
        "tool.ruff.lint": 3,
        "tool.ruff.lint.select": 4,
        "tool.ruff.lint.select.0": 5,
        "tool.ruff.lint.select.1": 6,
        "tool.ruff.lint.per-file-ignores": 8,
        "tool.ruff.lint.per-file-ignores.tests/*": 8,
        "tool.ruff.lint.per-file-ignores.tests/*.0": 8,
        "tool.ruff.lint.per-file-ignores.b": 8,
        "tool.ruff.lint.per-file-ignores.b.c": 8,
        "tool.ruff.lint.text": 9,
        "tool.ruff.lint.a": 12,
        "tool.ruff.lint.a.b": 12,
        "tool.ruff.lint.a.b.c.d": 12,
        "tool.uv": 14,
        "tool.uv.index": 14,
        "tool.uv.index.0": 14,
        "tool.uv.index.0.name": 15,
        "tool.uv.index.1": 16,
        "tool.uv.index.1.name": 17,
        "tool.uv.index.1.deep": 18,
        "tool.uv.index.1.deep.x": 19,
    }
    assert root.text("tool", "ruff", "lint", "a", "b", "c.d") == "2024-01-01"
    assert root.texts("tool", "ruff", "lint", "select") == ("E", "F")


def test_broken_toml_names_its_line() -> None:
    with pytest.raises(Invalid) as caught:
        toml("a = 1\nb =\n")
    assert (caught.value.form, caught.value.line) == ("TOML", 2)


def test_json_may_have_comments_and_trailing_commas() -> None:
    root = json_tree("a.json", '{\n  // "no": 1\n  "a": [1, -2.5e1, null,], /* two\nlines */ "b\\u00e9": "//x",\n}\n')
    assert root.plain == {"a": [1, -25.0, None], "bé": "//x"}
    assert line(root.get("a")) == 3
    assert line(root.get("bé")) == 4


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', "[1 2]", "{a: 1}", '"x', "[" * 5000, "{} {}", "nul"])
def test_broken_json_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        json_tree("a.json", text)


def test_ini_options_keep_their_lines_and_continue_on_indented_ones() -> None:
    root = ini_tree(
        "setup.cfg", "; c\n[options]\ninstall_requires =\n    fastapi>=0.1\n    httpx ; x\n[a:b]\nKey: v=w # c\n"
    )
    assert root.plain == {"options": {"install_requires": "fastapi>=0.1\nhttpx"}, "a:b": {"key": "v=w"}}
    option = root.get("options", "install_requires")
    assert option is not None
    assert (option.at.line, option.text_line) == (3, 4)


@pytest.mark.parametrize("read", [yaml_documents, toml_tree, json_tree, ini_tree])
def test_a_text_of_any_kind_never_ends_in_another_error(read: Callable[[str, str], object]) -> None:
    texts = ("", "\ufeff", "a", "a: b: c", "[", "=", '"', "{{ x }}", "[a]\nb", "- a\n b", "\t", "\r\n" * 3)
    for text in texts:
        with suppress(Invalid):
            read("a", text)
