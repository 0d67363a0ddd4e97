"""The skills of this repository are valid, small, fresh, and made of tested examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click import Context
from markdown_it import MarkdownIt

from fastapi_lint.api.own_files import own_rules, pages
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
SKILLS = sorted((ROOT / "skills").glob("*/SKILL.md"))
KEYS = {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}

skill = pytest.mark.parametrize("file", SKILLS, ids=lambda file: file.parent.name)


@pytest.fixture(scope="module")
def generated(book: Catalog) -> dict[str, str]:
    return pages(book)


def test_five_skills_are_written() -> None:
    assert len(SKILLS) == 5


@skill
def test_the_front_matter_follows_the_specification(file: Path) -> None:
    _, matter, _ = file.read_text("utf-8").split("---\n", 2)
    head = yaml.safe_load(matter)
    assert set(head) <= KEYS
    assert head["name"] == file.parent.name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", head["name"])
    assert 1 <= len(head["description"]) <= 300
    assert not {"<", ">"} & set(head["description"])
    assert "Use " in head["description"]


@skill
def test_the_body_is_small(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= 500
    assert len(text.encode()) / 4 <= 5_000


@skill
def test_every_page_is_named_and_every_name_is_a_page(file: Path) -> None:
    named = set(re.findall(r"\]\((references/[\w-]+\.md)\)", file.read_text("utf-8")))
    assert named == {f"references/{page.name}" for page in file.parent.glob("references/*")}


@skill
def test_every_command_exists(file: Path) -> None:
    calls = re.findall(r"`fastapi-lint ([a-z]+)([^`]*)`", file.read_text("utf-8"))
    assert calls
    for command, arguments in calls:
        found = app.get_command(Context(app), command)
        assert found is not None, command
        known = {option for parameter in found.params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", arguments)) <= known


def test_nothing_is_stale(generated: dict[str, str], book: Catalog) -> None:
    found = {p.relative_to(ROOT / "skills").as_posix() for p in (ROOT / "skills").glob("*/**/*.md")}
    assert found == set(generated)
    assert [path for path, text in generated.items() if (ROOT / "skills" / path).read_text("utf-8") != text] == []
    own = (ROOT / "AGENTS.md").read_text("utf-8")
    assert own_rules(book, own) == own


def test_every_block_of_code_is_a_tested_example(generated: dict[str, str], book: Catalog) -> None:
    tested = {
        (rule.id, text)
        for rule in book.rules.values()
        for example in load_examples(rule, rules_folder())
        for text in (t if t.endswith("\n") else f"{t}\n" for t in example.files.values())
    }
    shown = [block for path, text in generated.items() if "/references/" in path for block in blocks(text)]
    assert len(shown) > 500
    assert [rule for rule, code in shown if (rule, code) not in tested] == []


def test_a_reader_sees_every_character(generated: dict[str, str]) -> None:
    hidden = {path for path, text in generated.items() if any(not c.isprintable() and c not in "\n\t" for c in text)}
    assert hidden == set()


def blocks(page: str) -> list[tuple[str, str]]:
    """(rule, code) of every fenced block, by the heading above it."""
    found, rule, tokens = [], "", MarkdownIt().parse(page)
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        if before.type == "heading_open" and before.tag == "h2":
            rule = token.content
        elif token.type == "fence":
            found.append((rule, token.content))
    return found


def test_every_rule_has_its_place_on_one_page(generated: dict[str, str], book: Catalog) -> None:
    references = [text for path, text in generated.items() if "/references/" in path]
    headings = [rule for text in references for rule in re.findall(r"^## ([\w-]+)$", text, re.MULTILINE)]
    checked = [rule.id for rule in book.rules.values() if rule.enforced_by not in {"engine", "review"}]
    assert sorted(h for h in headings if h in book.rules) == sorted(checked)
    assert len(headings) == len(set(headings))
