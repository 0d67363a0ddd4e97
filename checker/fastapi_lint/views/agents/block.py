"""The rulebook's block in AGENTS.md: how to run the gate, then one line for each rule that fits."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from fastapi_lint import __version__
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.model.record import Record
from fastapi_lint.views.agents.packing import line, packed

BUDGET = 8_000
"""Bytes: a quarter of what Codex reads, so that most of it stays the project's own."""

NAME = "fastapi-lint"

_HEAD = """\
## Rules for FastAPI code

Before you call a change done, run `fastapi-lint check --output-format agent` and mend what it reports; exit code 0 is
the goal. Do not suppress a finding to get there: a suppression needs a reason that a reviewer accepts.
`fastapi-lint explain RULE` shows why a rule exists, with wrong and right code.

{taken} of the {active} rules that apply here (profile `{profile}`), the costliest first.{repaired}

"""
_REPAIRED = "\nAnother {count} need no attention: `fastapi-lint check --fix` repairs what breaks them."


class Block(Record, eq=True):
    """The managed block with its markers, and the ids of the rules in it; lines end with a newline character."""

    text: str
    rules: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.text.encode())


def block(profile: str, active: Sequence[Rule], budget: int = BUDGET) -> Block:
    """The block for the active rules that matter to a project, its markers included in the budget."""
    markers = len(enclosed("", profile).encode())
    text, taken = body(profile, active, budget - markers)
    return Block(enclosed(text, profile), taken)


def body(profile: str, active: Sequence[Rule], budget: int) -> tuple[str, tuple[str, ...]]:
    """The words about the gate with as many rules as fit into the budget, and their ids; nothing is counted by hand."""
    repaired = sum(rule.fix == "safe" for rule in active)
    counted = sum(rule.enforced_by != "engine" for rule in active)

    def head(taken: int) -> str:
        more = _REPAIRED.format(count=repaired) if repaired else ""
        return _HEAD.format(taken=taken, active=counted, profile=profile, repaired=more)

    taken = packed(active, budget - len(head(counted).encode()))
    return head(len(taken)) + "".join(f"{line(rule)}\n" for rule in taken), tuple(rule.id for rule in taken)


def digest(body: str) -> str:
    """What the begin marker says of the text between the markers."""
    return sha256(body.encode()).hexdigest()[:16]


def enclosed(body: str, profile: str) -> str:
    """A text between the markers."""
    begin = f"<!-- {NAME}:begin rulebook={__version__} profile={profile} sha256={digest(body)} -->"
    return f"{begin}\n{body}<!-- {NAME}:end -->\n"
