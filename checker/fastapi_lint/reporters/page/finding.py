"""One finding: what is wrong, where, its code, its fix, and how to see it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.record import Record
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.details import applied_by, is_called
from fastapi_lint.reporters.page.anchors import rule_anchor, statement_anchor
from fastapi_lint.reporters.page.frames import fixed, framed
from fastapi_lint.reporters.page.markup import Markup, sentence, tag, words
from fastapi_lint.reporters.visible import place, subject


class Shown(Record):
    """A finding with its address in the report, the lines of its file and the edits of its fix.

    `said` is what its group already says to write instead; `sids` are the statements that the report has.
    """

    diagnostic: Diagnostic
    address: str
    source: Sequence[str]
    edits: Sequence[Edit]
    said: str
    sids: Collection[str]


def finding(shown: Shown) -> Markup:
    """An item of the list; its data attributes are what the script filters by."""
    diagnostic, severity = shown.diagnostic, shown.diagnostic.severity
    return tag(
        "li",
        tag(
            "h4",
            tag("span", severity.value.capitalize(), class_=f"severity {severity}"),
            " ",
            tag("span", words(_message(diagnostic)), class_="message"),
        ),
        tag("p", *_where(shown), class_="where"),
        framed(shown.source, diagnostic.location),
        *_below(shown),
        *_fix(shown),
        *_repeat(diagnostic),
        class_=f"finding {severity}",
        id=shown.address,
        tabindex=-1,
        data_s=severity,
        data_r=diagnostic.rule,
        data_p=subject(diagnostic.location),
        data_f=diagnostic.fix is not None,
    )


def _message(diagnostic: Diagnostic) -> str:
    """The message without the calls that stand below it."""
    text = diagnostic.message
    for line in diagnostic.repeat:
        text = text.replace(f" (repeat: {line})", "")
    return text


def _where(shown: Shown) -> Iterator[Markup]:
    diagnostic, at = shown.diagnostic, shown.diagnostic.location
    yield tag("a", words(place(at)), href=f"#{shown.address}", class_="place")
    yield tag("a", words(diagnostic.rule), href=f"#{rule_anchor(diagnostic.rule)}", class_="rule")
    for other in (at.operation if at.path else "", at.pointer if at.path or at.operation else ""):
        if other:
            yield tag("bdi", words(other))
    for sid in diagnostic.statements:
        if sid in shown.sids:
            yield tag("a", sid, href=f"#{statement_anchor(sid)}", class_="sid")
    if diagnostic.confidence != "high":
        yield tag("span", f"{diagnostic.confidence} confidence", class_="sid")


def _below(shown: Shown) -> Iterator[Markup]:
    diagnostic = shown.diagnostic
    lines: list[tuple[str, Markup]] = []
    if diagnostic.instead and diagnostic.instead != shown.said:
        lines.append(("Instead", words(sentence(diagnostic.instead))))
    if diagnostic.chain:
        steps = [tag("li", tag("bdi", words(step))) for step in diagnostic.chain]
        lines.append(("Through", tag("ol", *steps, class_="chain")))
    if lines:
        yield tag("dl", *(tag("div", tag("dt", label), tag("dd", text)) for label, text in lines), class_="words")


def _fix(shown: Shown) -> Iterator[Markup]:
    fix = shown.diagnostic.fix
    if fix is None:
        return
    told = words(f"Fix: {applied_by(fix)}")
    change = fixed(shown.source, shown.edits)
    if change:
        yield tag("details", tag("summary", told), change, open=True, class_="fix")
    else:
        yield tag("p", told, class_="fix")


def _repeat(diagnostic: Diagnostic) -> Iterator[Markup]:
    if diagnostic.repeat:
        lines = [tag("span", line, class_="l") for line in diagnostic.repeat]
        again = f"fastapi-lint contract --replay {diagnostic.fingerprint[:8]}"
        told = tag("summary", f"See it again: {counted(len(lines), 'call')}, or ", tag("code", again))
        if not is_called(diagnostic):
            told = tag("summary", "See it in the document")
        yield tag("details", told, tag("pre", *lines, class_="code shell", translate="no"), open=True, class_="repeat")
