"""How the project stands to its guideline: a bar for each section, and every statement below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.overview import Judged, Overview, Section, State
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.page.anchors import first_anchor, statement_anchor
from fastapi_lint.reporters.page.markup import Markup, markup, tag, words
from fastapi_lint.reporters.visible import place

_KINDS = {
    State.HOLDS: "holds",
    State.VIOLATED: "violated",
    State.NOT_APPLICABLE: "idle",
    State.NOT_EVALUATED: "open",
}
_VERBS = {
    State.HOLDS: "hold",
    State.VIOLATED: "violated",
    State.NOT_APPLICABLE: "not applicable",
    State.NOT_EVALUATED: "not evaluated",
}
_MOST_PLACES = 4


def conformance(overview: Overview, found: Mapping[str, Diagnostic]) -> Markup:
    """The whole part; nothing when the profile mirrors no guideline. `found` are the findings by fingerprint."""
    if not overview.sections:
        return Markup()
    everything = [judged for section in overview.sections for judged in section.statements]
    told = f": {counted(len(everything), 'statement')}{overview.scope}."
    return tag(
        "section",
        tag("h2", "Conformance ", tag("span", f"{len(everything):,}", class_="number"), id="conformance-title"),
        tag("p", tag("bdi", words(overview.guideline)), told, class_="lead"),
        _bar(everything, "whole"),
        tag("ul", *_legend(everything), class_="legend"),
        tag("div", _columns(), *(_section(section, found) for section in overview.sections), class_="sections"),
        id="conformance",
        aria_labelledby="conformance-title",
        class_="panel",
    )


def _legend(statements: Iterable[Judged]) -> Iterator[Markup]:
    states = [judged.state for judged in statements]
    for state, kind in _KINDS.items():
        number = tag("strong", f"{states.count(state):,}")
        yield tag("li", tag("span", class_=f"key {kind}"), number, f" {_VERBS[state]}", data_state=kind)


def _columns() -> Markup:
    """Names above the figures for those who see them; every figure says its own to a screen reader."""
    names = ("Hold", "Violated", "N/A", "Not eval.")
    return tag(
        "p",
        tag("span", *(tag("span", name) for name in names), class_="figures"),
        class_="columns-head",
        aria_hidden="true",
    )


def _bar(statements: Iterable[Judged], class_: str) -> Markup:
    """A bar of the four shares; the figures beside it say the same."""
    states = [judged.state for judged in statements]
    parts, start = [], 0
    for state, kind in _KINDS.items():
        if width := states.count(state):
            parts.append(tag("rect", x=start, y=0, width=width, height=1, class_=kind))
            start += width
    box = f"0 0 {max(start, 1)} 1"
    return tag("svg", *parts, viewBox=box, preserveAspectRatio="none", class_=f"bar {class_}", aria_hidden="true")


def _section(section: Section, found: Mapping[str, Diagnostic]) -> Markup:
    figures = [_figure(section.count(state), state) for state in _KINDS]
    summary = tag(
        "summary",
        tag("h3", words(section.title)),
        _bar(section.statements, "part"),
        tag("span", *figures, class_="figures"),
    )
    statements = tag("ul", *(_statement(judged, found) for judged in section.statements), class_="statements")
    return tag("details", summary, statements, open=True)


def _figure(number: int, state: State) -> Markup:
    text = (f"{number}", tag("span", f" {_VERBS[state]} ", class_="word"))
    return tag("span", *text, class_=f"{_KINDS[state]} {'some' if number else 'zero'}")


def _statement(judged: Judged, found: Mapping[str, Diagnostic]) -> Markup:
    places = [_place(found[print_]) for print_ in judged.findings[:_MOST_PLACES] if print_ in found]
    rest = len(judged.findings) - len(places)
    notes = [tag("a", counted(rest, "more finding"), href="#findings", data_query=judged.sid)] if rest else []
    if judged.unlisted:
        told = f"{counted(judged.unlisted, 'finding')} not listed here: suppressed, accepted or not asked for"
        notes.append(markup(told))
    return tag(
        "li",
        tag("span", judged.state, class_=f"state {_KINDS[judged.state]}"),
        tag(
            "div",
            tag("p", words(judged.text), " ", tag("span", f"{judged.sid} · {judged.level}", class_="sid")),
            tag("p", words(judged.reason), class_="reason") if judged.reason else "",
            tag("ul", *places, *(tag("li", note) for note in notes), class_="places") if places or notes else "",
        ),
        id=statement_anchor(judged.sid),
        data_state=_KINDS[judged.state],
    )


def _place(diagnostic: Diagnostic) -> Markup:
    at, address = diagnostic.location, first_anchor(diagnostic.fingerprint)
    named = tag("a", words(at.operation or place(at)), href=f"#{address}")
    return tag("li", named, " ", tag("span", diagnostic.rule, class_="rule"))
