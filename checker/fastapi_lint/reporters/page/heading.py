"""The top of the report: what was judged by what, how it ended, and what nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fastapi_lint import __version__
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.overview import Overview, State
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import closing, counted, failure
from fastapi_lint.reporters.page.markup import Markup, markup, tag, words
from fastapi_lint.reporters.visible import visible_lines

_REVISION = 10


def heading(report: Report, overview: Overview) -> Markup:
    """Project and origin of the report, the closing line of the run, and its counts."""
    return tag(
        "header",
        tag("p", "fastapi-lint", tag("span", " report"), class_="product"),
        tag("h1", tag("bdi", words(overview.project))),
        tag("dl", *_origin(report, overview), class_="origin"),
        tag("p", words(closing(report)), class_="verdict"),
        tag("ul", *_counts(report, overview), class_="counts", aria_label="Totals"),
        class_="heading",
    )


def _origin(report: Report, overview: Overview) -> Iterator[Markup]:
    rows: tuple[tuple[str, str | Markup], ...] = (
        ("Profile", tag("bdi", report.profile)),
        ("Guideline", overview.guideline and tag("bdi", overview.guideline)),
        ("Rulebook", f"fastapi-lint {__version__}"),
        ("Revision", overview.revision and tag("code", overview.revision[:_REVISION], title=overview.revision)),
        ("Made", overview.time and _time(overview.time)),
        ("Share", report.shard and words(f"{report.shard}, to be joined by `fastapi-lint merge`")),
    )
    for label, value in rows:
        if value:
            yield tag("div", tag("dt", label), tag("dd", value))


def _time(iso: str) -> Markup:
    return tag("time", f"{datetime.fromisoformat(iso):%d %b %Y, %H:%M} UTC", datetime=iso)


def _counts(report: Report, overview: Overview) -> Iterator[Markup]:
    summary = report.summary
    by_severity = {
        Severity.ERROR: summary.errors,
        Severity.WARNING: summary.warnings,
        Severity.INFO: summary.infos,
    }
    for severity, number in by_severity.items():
        label = counted(number, severity.value.capitalize()).partition(" ")[2]
        yield _count(number, label, severity if number else "none", href="#findings", only=severity)
    gaps = len(report.skipped) + len({crash.rule for crash in report.crashes})
    unknown = sum(section.count(State.NOT_EVALUATED) for section in overview.sections)
    if gaps or not unknown:
        yield _count(gaps, "Not evaluated", "gap" if gaps else "none", href="#not-evaluated" if gaps else "")
    if unknown:
        yield _count(unknown, "Statements not evaluated", "gap", href="#conformance")
    others = {"Fixable": summary.fixable, "Fixed": summary.fixed, "In the baseline": summary.baselined}
    for label, number in {**others, "Suppressed": summary.suppressed}.items():
        if number:
            yield _count(number, label, "other")


def _count(number: int, label: str, kind: str, *, href: str = "", only: str = "") -> Markup:
    text = (tag("strong", f"{number:,}"), " ", tag("span", label))
    inner = tag("a", *text, href=href, data_only=only or None) if href else tag("span", *text)
    return tag("li", inner, class_=f"count {kind}")


def gaps(report: Report) -> Markup:
    """What was not evaluated, with the reasons; nothing when everything was."""
    if not report.skipped and not report.crashes:
        return Markup()
    skipped = [_gap(s.subject, words(s.reason)) for s in report.skipped]
    crashed = [_gap(f"{c.rule} on {c.path}", _crash(failure(c), c.traceback)) for c in report.crashes]
    number = len(skipped) + len(crashed)
    return tag(
        "section",
        tag("h2", "Not evaluated ", tag("span", f"{number:,}", class_="number"), id="not-evaluated-title"),
        tag("p", f"Nobody knows how the project stands here: {counted(number, 'subject')} could not be judged."),
        tag("dl", *skipped, *crashed, class_="gaps"),
        id="not-evaluated",
        aria_labelledby="not-evaluated-title",
        class_="panel warn",
    )


def _gap(subject: str, reason: Markup) -> Markup:
    return tag("div", tag("dt", tag("bdi", words(subject))), tag("dd", reason))


def _crash(error: str, traceback: str) -> Markup:
    lines = [tag("span", line, class_="l") for line in visible_lines(traceback).splitlines()]
    return markup(
        [words(f"crashed: {error}"), tag("details", tag("summary", "Traceback"), tag("pre", *lines), open=True)]
    )
