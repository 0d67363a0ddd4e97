"""How much a sentence says what a rule says: shared words, the rarer the heavier. No model, the same answer every time.

A rule is known by its summary, its directive and the guidelines' sentences that it enforces, which say it in many ways.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.model.record import Record

_WORD = re.compile(r"[A-Za-z]+\d*|\d+(?:\.\d+)*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST = 4
"""Letters that a word keeps when its ending is taken away."""

_TRUST, _FEW = 0.9, 3
"""How far the sentences of a guideline speak for the rule that enforces them, and how many may be its own subject."""

_SILENT = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "both",
        "but",
        "by",
        "can",
        "do",
        "does",
        "each",
        "every",
        "for",
        "from",
        "has",
        "have",
        "how",
        "if",
        "in",
        "inside",
        "into",
        "is",
        "it",
        "its",
        "just",
        "make",
        "may",
        "more",
        "most",
        "must",
        "need",
        "needs",
        "never",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "onto",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "prefer",
        "rule",
        "same",
        "shall",
        "should",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "too",
        "under",
        "up",
        "use",
        "used",
        "uses",
        "using",
        "via",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "without",
        "you",
        "your",
        "always",
        "avoid",
        "don",
        "t",
        "s",
        "ensure",
        "keep",
        "follow",
        "good",
        "best",
        "practice",
        "practices",
        "proper",
        "properly",
        "project",
        "code",
        "file",
        "files",
        "python",
        "fastapi",
    ]
)
"""Words that say nothing about what a rule is about."""

_SAME = {
    **dict.fromkeys(("endpoint", "handler", "operation", "view", "controller"), "route"),
    **dict.fromkeys(("synchronous", "blocking", "blocks", "blocked"), "block"),
    **dict.fromkeys(("db", "databases"), "database"),
    **dict.fromkeys(("env", "environ"), "environment"),
    **dict.fromkeys(("password", "credential", "key", "token", "passphrase"), "secret"),
    **dict.fromkeys(("schemas", "dto", "schema"), "model"),
    **dict.fromkeys(("exception", "error", "failure"), "error"),
    **dict.fromkeys(("basesettings", "configuration", "config", "settings"), "setting"),
    **dict.fromkeys(
        ("annotation", "annotations", "hints", "hint", "untyped", "typed", "annotate", "annotated"), "type"
    ),
    **dict.fromkeys(("paginate", "paginated", "pagination", "page", "pages"), "page"),
    **dict.fromkeys(("hardcode", "hardcoded", "hard"), "hardcode"),
    **dict.fromkeys(("logging", "logger", "logs", "logged"), "log"),
    **dict.fromkeys(("dependencies", "depends", "inject", "injection"), "dependency"),
    **dict.fromkeys(("catch", "catching", "except"), "catch"),
    **dict.fromkeys(("tests", "testing", "tested"), "test"),
}


class Likely(Record, eq=True):
    """A rule that a sentence may be about, how sure that is (0 to 1), and the words which say so."""

    rule: Rule
    score: float
    words: tuple[str, ...]


def terms(text: str) -> Iterator[str]:
    """The meaningful words of a text, and each two that follow one another."""
    found = list(_words(text))
    yield from found
    yield from (f"{a} {b}" for a, b in pairwise(found) if a != b)


def _words(text: str) -> Iterator[str]:
    """Each word in one form: names of code in their parts, endings taken away."""
    for word in _WORD.findall(_HUMP.sub(" ", text.replace("_", " "))):
        lower = word.lower()
        if lower not in _SILENT and (len(lower) > 1 or lower.isdigit()):
            yield _form(lower)


@lru_cache(maxsize=20_000)
def _form(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) + len(instead) >= _SHORTEST:
            word = word.removesuffix(ending) + instead
            break
    return _SAME.get(word, word)


class Likeness:
    """Rules of a catalogue, ready to be compared with sentences."""

    def __init__(self, catalogue: Catalog, rules: Iterable[Rule]) -> None:
        told = [(rule, trust, frozenset(terms(text))) for rule, trust, text in _sentences(catalogue, rules)]
        seen = Counter(term for _, _, bag in told for term in bag)
        self._weight = {term: log(1 + len(told) / number) for term, number in seen.items()}
        self._rarest = log(1 + len(told))
        self._told = [(rule, trust, bag, self._length(bag)) for rule, trust, bag in told if bag]
        self._with: dict[str, list[int]] = {}
        for number, (_, _, bag, _) in enumerate(self._told):
            for term in bag:
                self._with.setdefault(term, []).append(number)

    def likely(self, text: str) -> list[Likely]:
        """The rules that share words with a text, the likeliest first, each with the best of its sentences."""
        bag = frozenset(terms(text))
        length = self._length(bag)
        best: dict[str, Likely] = {}
        for number in sorted({number for term in bag for number in self._with.get(term, ())}):
            rule, trust, other, size = self._told[number]
            shared = bag & other
            score = trust * sum(self._of(term) ** 2 for term in shared) / (length * size)
            if rule.id not in best or score > best[rule.id].score:
                told = sorted((term for term in shared if " " not in term), key=lambda term: (-self._of(term), term))
                best[rule.id] = Likely(rule, score, tuple(told))
        return sorted(best.values(), key=lambda found: (-found.score, found.rule.id))

    def _length(self, bag: Iterable[str]) -> float:
        return sqrt(sum(self._of(term) ** 2 for term in bag)) or 1.0

    def _of(self, term: str) -> float:
        """How much a term says; one that no rule knows says as much as the rarest, two words together a half."""
        weight = self._weight.get(term, self._rarest)
        return weight / 2 if " " in term else weight


def _sentences(catalogue: Catalog, rules: Iterable[Rule]) -> Iterator[tuple[Rule, float, str]]:
    """What each rule says, with the trust in it: a rule that serves many sentences is the subject of few of them."""
    said: dict[str, list[str]] = {}
    sections = (statements for guideline in catalogue.guidelines.values() for statements in guideline.sections.values())
    for statement in (statement for statements in sections for statement in statements):
        for name, part in statement.references():
            if not part:
                said.setdefault(name, []).append(statement.text)
    for rule in rules:
        yield rule, 1.0, rule.id.replace("-", " ")
        yield rule, 1.0, rule.summary
        yield rule, 1.0, rule.directive.line
        yield rule, 1.0, rule.directive.instead
        yield rule, 1.0, f"{rule.directive.line} {rule.directive.instead}"
        texts = said.get(rule.id, [])
        yield from ((rule, _TRUST / max(1, len(texts) / _FEW) ** 0.5, text) for text in texts)
