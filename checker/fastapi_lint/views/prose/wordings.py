"""The usual ways of saying a rule, from wordings.txt, and finding them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_NOT = r"(?:never|not|n'?t|no|avoid|without|instead of|rather than|over|forbidden|prohibited|❌)"
_USE = (
    r"\b(?:use|uses|using|prefer|always|must|only|set|declare|add|define|expose|provide|implement|emit|write|require|"
    r"via)\b"
)
_GAP = r"\W+(?:[^.;]{0,60}?\W)?"

_START = 200
"""Characters of a sentence that are looked at: what it asks for stands at its beginning, reasons follow."""


def worded(sentence: str) -> Iterator[tuple[str, str]]:
    """(rule id, the words that say so) for each wording in a sentence, each rule once."""
    sentence = sentence[:_START]
    seen: set[str] = set()
    for rules, pattern in wordings():
        if match := pattern.search(sentence):
            for rule in rules:
                if rule not in seen:
                    seen.add(rule)
                    yield rule, " ".join(match[0].split())


@cache
def wordings() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """(rule ids, pattern) of every wording, in the order of the file."""
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    lines = [line.partition(": ") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((tuple(rules.split()), _compiled(pattern)) for rules, _, pattern in lines)


def _compiled(pattern: str) -> re.Pattern[str]:
    full = pattern.replace("{not}", _NOT).replace("{use}", _USE).replace(" ~", _GAP)
    return re.compile(full, re.IGNORECASE)
