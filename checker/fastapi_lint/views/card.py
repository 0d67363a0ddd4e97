"""What to know about a rule at the place where it is broken: short enough to be read while one hovers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.rule import Example, Rule
from fastapi_lint.views.explain import blocks


def card(rule: Rule, examples: Iterable[Example]) -> str:
    """The rule as Markdown: what, why, what instead, its shortest wrong and right example, and its statements."""
    return "\n\n".join(_parts(rule, list(examples))) + "\n"


def _parts(rule: Rule, examples: list[Example]) -> Iterator[str]:
    yield f"**{rule.summary}** (`{rule.id}`, {rule.severity.value})"
    yield rule.why
    yield f"**Instead:** {rule.directive.line}: {rule.directive.instead}."
    for kind, title in (("bad", "Wrong"), ("good", "Right")):
        shown = min((e for e in examples if e.kind == kind), key=_length, default=None)
        if shown is not None:
            yield f"**{title}:** {shown.name}"
            yield from blocks(shown.files)
    if rule.statements:
        yield f"Statements: {', '.join(rule.statements)}"


def _length(example: Example) -> int:
    return sum(map(len, example.files.values()))
