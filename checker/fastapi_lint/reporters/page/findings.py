"""The findings by rule: the rule's words once, then each of its places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Explanation, Report
from fastapi_lint.reporters.details import shared
from fastapi_lint.reporters.page.anchors import rule_anchor
from fastapi_lint.reporters.page.finding import Shown, finding
from fastapi_lint.reporters.page.markup import Markup, link, sentence, tag, words
from fastapi_lint.reporters.visible import prose


def findings(
    report: Report, edits: Mapping[str, Sequence[Edit]], addresses: Mapping[Diagnostic, str], sids: Collection[str]
) -> Markup:
    """Groups from grave to slight, then from many to few.

    `addresses` say where each finding stands, `sids` which statements the report has.
    """
    groups = _by_rule(report.diagnostics)
    instead = {rule: shared([diagnostic.instead for diagnostic in group]) for rule, group in groups.items()}
    made = {  # in the order of the report, so that the lines of each file are read once
        d: finding(
            Shown(
                d,
                addresses[d],
                report.sources.get(d.location.path, ()),
                edits.get(d.fingerprint, ()),
                instead[d.rule],
                sids,
            )
        )
        for d in report.diagnostics
    }
    parts = [
        _group(rule, report.explanations.get(rule), instead[rule], [made[d] for d in group])
        for rule, group in groups.items()
    ]
    return tag("div", *parts, id="groups")


def _by_rule(diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault(diagnostic.rule, []).append(diagnostic)
    return dict(sorted(groups.items(), key=lambda item: (_rank(item[1]), -len(item[1]), item[0])))


def _rank(group: Iterable[Diagnostic]) -> int:
    return min(diagnostic.severity.rank for diagnostic in group)


def _group(rule: str, explained: Explanation | None, instead: str, listed: Sequence[Markup]) -> Markup:
    return tag(
        "section",
        tag("h3", tag("span", words(rule), class_="name"), " ", tag("span", f"{len(listed):,}", class_="number")),
        *_words(explained, instead),
        tag("ol", *listed, class_="list"),
        class_="group",
        id=rule_anchor(rule),
    )


def _words(explained: Explanation | None, instead: str) -> Iterator[Markup]:
    parts = {
        "Why": words(prose(explained.why)) if explained else Markup(),
        "Instead": words(sentence(instead)),
        "See": link(explained.help_uri, explained.help_uri) if explained else Markup(),
    }
    if explained and explained.summary:
        yield tag("p", words(prose(explained.summary)), class_="summary")
    rows = [tag("div", tag("dt", label), tag("dd", text)) for label, text in parts.items() if text]
    if rows:
        yield tag("dl", *rows, class_="words")
