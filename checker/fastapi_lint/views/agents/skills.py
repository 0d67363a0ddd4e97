"""The skills: texts written by hand, beside pages that are generated for the rules which are checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fastapi_lint import __version__
from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.views.agents.managed import with_block
from fastapi_lint.views.agents.references import GENERATED, Examples, checklist, page

LIST = "references"
"""The name of the markers around the list of pages in a SKILL.md."""

REVIEW_PAGE = "references/for-reviewers.md"

_GATE, _DESIGN, _TESTING, _REVIEW = "fastapi-lint", "fastapi-service-design", "fastapi-testing", "fastapi-review"
_HOMES = {
    **dict.fromkeys(
        (
            *("layout", "configuration", "assembly", "failures", "design", "injection", "capabilities"),
            *("dependency_classes", "call_logging", "persistence", "migrations", "messaging", "storage"),
            *("observability", "resilience", "protection", "interface"),
        ),
        _DESIGN,
    ),
    "testing": _TESTING,
}
"""Which skill explains a category; the others belong to the skill of the gate."""


def home(category: str) -> str:
    """The skill whose pages explain a category."""
    return _HOMES.get(category, _GATE)


def skill_files(
    written: Mapping[str, str], book: Catalog, rules: Iterable[Rule], reviewed: Iterable[Rule], examples: Examples
) -> dict[str, str]:
    """`<skill>/…` -> text, for these rules. `written` maps each skill to its SKILL.md with an older list of pages."""
    by_category: dict[str, list[Rule]] = {}
    for rule in rules:
        by_category.setdefault(rule.category, []).append(rule)
    shown = [c for c in book.categories.values() if c.id in by_category]
    found: dict[str, str] = {}
    for skill, text in written.items():
        pages = {f"references/{c.id}.md": c for c in shown if home(c.id) == skill}
        lines = [f"- Read [{path}]({path}) before {category.trigger}." for path, category in pages.items()]
        found |= {f"{skill}/{path}": page(c, by_category[c.id], examples) for path, c in pages.items()}
        if skill == _REVIEW and (listed := list(reviewed)):
            lines.append(f"- Read [{REVIEW_PAGE}]({REVIEW_PAGE}) when the gate is green: only you can see these.")
            found[f"{skill}/{REVIEW_PAGE}"] = checklist(listed)
        found[f"{skill}/SKILL.md"] = with_list(text, lines, skill)
    return found


def with_list(text: str, lines: Sequence[str], skill: str) -> str:
    """A SKILL.md with these lines between its markers."""
    if f"<!-- {LIST}:begin" not in text:
        return text
    body = "\n".join(lines or ["- No page of this skill applies to this project."])
    return with_block(text, f"<!-- {LIST}:begin -->\n{body}\n<!-- {LIST}:end -->\n", LIST, f"{skill}/SKILL.md")


def signed(text: str) -> str:
    """A SKILL.md that says in its metadata where it comes from."""
    head, opened, rest = text.partition("---\n")
    matter, closed, body = rest.partition("---\n")
    return f'{head}{opened}{matter}metadata:\n  origin: "{GENERATED} {__version__}"\n{closed}{body}'
