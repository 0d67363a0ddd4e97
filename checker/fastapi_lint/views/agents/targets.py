"""What the rulebook becomes for each reader among the agents: a list of documents, without touching any."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from fastapi_lint import __version__
from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.model.record import Record
from fastapi_lint.views.agents.block import BUDGET, block, body
from fastapi_lint.views.agents.hooks import HOOKED, hook_call, hook_file
from fastapi_lint.views.agents.packing import line
from fastapi_lint.views.agents.reach import COPILOT_READS, GEMINI_SETTINGS
from fastapi_lint.views.agents.references import GENERATED, MARK, Examples
from fastapi_lint.views.agents.skills import home, signed, skill_files

BRIDGE = "@AGENTS.md\n"
_DEVIN_RULES = 11_000
"""Bytes of the rules for a reader of 12,000 characters, so that the front matter fits too."""


class How(StrEnum):
    """`BLOCK` is a part of somebody's document, `WHOLE` a file of ours, `BRIDGE` a file that is made once.

    `MERGED` are settings in JSON, to which ours are added.
    """

    BLOCK = "block"
    WHOLE = "whole"
    BRIDGE = "bridge"
    MERGED = "merged"


class Document(Record, eq=True):
    """A path below the project's root, and what has to be there; `mark` stands only in a file that is complete."""

    path: str
    text: str
    how: How
    mark: str = ""


class Book(Record, eq=True):
    """All that documents are made of. `rules` are active and matter to the project; `reviewed` are for reviewers.

    `skills` maps each skill to its SKILL.md; `globs` lead to the project's own Python files.
    """

    catalog: Catalog
    profile: str
    rules: tuple[Rule, ...]
    reviewed: tuple[Rule, ...]
    examples: Examples
    skills: Mapping[str, str]
    globs: tuple[str, ...] = ("**/*.py",)
    budget: int = BUDGET


def documents(book: Book, targets: Sequence[str]) -> list[Document]:
    """The documents of these targets, each path once, in the order of the targets."""
    found = [document for target in targets for document in TARGETS[target](book)]
    return list({document.path: document for document in found}.values())


def _agents(book: Book) -> list[Document]:
    return [Document("AGENTS.md", block(book.profile, book.rules, book.budget).text, How.BLOCK)]


def _claude(_: Book) -> list[Document]:
    return [Document("CLAUDE.md", BRIDGE, How.BRIDGE)]


def _skills(book: Book, folder: str = ".agents/skills") -> list[Document]:
    checked = [rule for rule in book.rules if rule.enforced_by != "engine"]
    files = skill_files(book.skills, book.catalog, checked, book.reviewed, book.examples)
    return [
        Document(f"{folder}/{path}", signed(text) if path.endswith("/SKILL.md") else text, How.WHOLE)
        for path, text in files.items()
    ]


def _claude_skills(book: Book) -> list[Document]:
    return _skills(book, ".claude/skills")


def _hook(agent: str) -> Callable[[Book], list[Document]]:
    return lambda _: [Document(*hook_file(agent), How.MERGED, hook_call(agent))]


def _cursor(book: Book) -> list[Document]:
    matter = [
        "---",
        "description: Rules for FastAPI code, which fastapi-lint checks",
        f"globs: {','.join(book.globs)}",
        "alwaysApply: false",
        "---",
    ]
    text = "\n".join([*matter, "", MARK, "", body(book.profile, book.rules, book.budget)[0]])
    return [Document(".cursor/rules/fastapi-lint.mdc", text, How.WHOLE)]


def _devin(book: Book, folder: str = ".devin") -> list[Document]:
    """Rules for Devin, which was called Windsurf; it takes globs as a list and reads 12,000 characters."""
    matter = [
        "---",
        "trigger: glob",
        "description: Rules for FastAPI code, which fastapi-lint checks",
        "globs:",
        *(f'  - "{glob}"' for glob in book.globs),
        "---",
    ]
    text = "\n".join([*matter, "", MARK, "", body(book.profile, book.rules, min(book.budget, _DEVIN_RULES))[0]])
    return [Document(f"{folder}/rules/fastapi-lint.md", text, How.WHOLE)]


def _windsurf(book: Book) -> list[Document]:
    return _devin(book, ".windsurf")


def _rulesync(book: Book) -> list[Document]:
    """A source for rulesync, which writes the files of some forty tools."""
    matter = [
        "---",
        "root: false",
        'targets: ["*"]',
        "description: Rules for FastAPI code, which fastapi-lint checks",
        f"globs: {json.dumps(list(book.globs))}",
        "---",
    ]
    text = "\n".join([*matter, "", MARK, "", body(book.profile, book.rules, book.budget)[0]])
    return [Document(".rulesync/rules/fastapi-lint.md", text, How.WHOLE)]


def _ruler(book: Book) -> list[Document]:
    """A source for ruler, which puts all of its sources together for every agent."""
    text = f"{MARK}\n\n{body(book.profile, book.rules, book.budget)[0]}"
    return [Document(".ruler/fastapi-lint.md", text, How.WHOLE)]


def _gemini(_: Book) -> list[Document]:
    """The key that makes Gemini CLI read AGENTS.md, beside a GEMINI.md of the project's own."""
    text = json.dumps({"context": {"fileName": ["AGENTS.md", "GEMINI.md"]}}, indent=2) + "\n"
    return [Document(GEMINI_SETTINGS, text, How.MERGED)]


def _mcp(_: Book) -> list[Document]:
    """The server of `fastapi-lint mcp`, for the agents that read .mcp.json."""
    data = {"mcpServers": {"fastapi-lint": {"command": "fastapi-lint", "args": ["mcp"]}}}
    return [Document(".mcp.json", json.dumps(data, indent=2) + "\n", How.MERGED, '"fastapi-lint"')]


def _copilot(book: Book) -> list[Document]:
    text = block(book.profile, book.rules, COPILOT_READS - 100).text
    return [Document(".github/copilot-instructions.md", text, How.BLOCK)]


def _llms(book: Book) -> list[Document]:
    parts = ["# FastAPI rules", MARK, f"> The rules that fastapi-lint checks under the profile `{book.profile}`."]
    for category in book.catalog.categories.values():
        place = f".agents/skills/{home(category.id)}/references/{category.id}.md"
        listed = [r for r in book.rules if r.category == category.id and r.enforced_by != "engine"]
        if listed:
            links = [f"- [{rule.id}]({place}#{rule.id}): {rule.summary}" for rule in listed]
            parts.append(f"## {category.title}\n\n" + "\n".join(links))
    return [Document("llms.txt", "\n\n".join(parts) + "\n", How.WHOLE)]


def _rulebook(book: Book) -> list[Document]:
    data = {
        "schema": 1,
        "origin": f"{GENERATED} {__version__}",
        "profile": book.profile,
        "rules": [_plain(rule) for rule in (*book.rules, *book.reviewed)],
    }
    return [Document("rulebook.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n", How.WHOLE)]


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "category": rule.category,
        "severity": rule.severity.value,
        "confidence": rule.confidence,
        "enforced_by": rule.enforced_by,
        "fix": rule.fix,
        "summary": rule.summary,
        "line": rule.directive.line,
        "instead": rule.directive.instead,
        "why": " ".join(rule.why.split()),
        "limits": " ".join(rule.limits.split()),
        "statements": list(rule.statements),
        "bytes": len(line(rule).encode()),
    }


TARGETS: dict[str, Callable[[Book], list[Document]]] = {
    "agents": _agents,
    "claude": _claude,
    "skills": _skills,
    "claude-skills": _claude_skills,
    "cursor": _cursor,
    "copilot": _copilot,
    "devin": _devin,
    "windsurf": _windsurf,
    "gemini": _gemini,
    "mcp": _mcp,
    "rulesync": _rulesync,
    "ruler": _ruler,
    "llms": _llms,
    "rulebook": _rulebook,
    **{f"{agent}-hook": _hook(agent) for agent in HOOKED},
}
DEFAULTS = ("agents", "claude", "skills")
