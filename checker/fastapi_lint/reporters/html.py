"""The report for a browser: one file that needs no network, no server and, to be read, no JavaScript."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.overview import Overview
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.page.anchors import anchors, by_fingerprint
from fastapi_lint.reporters.page.conformance import conformance
from fastapi_lint.reporters.page.controls import controls, keys, navigation
from fastapi_lint.reporters.page.findings import findings
from fastapi_lint.reporters.page.heading import gaps, heading
from fastapi_lint.reporters.page.markup import Markup, markup, tag
from fastapi_lint.reporters.page.operations import operations
from fastapi_lint.reporters.page.trend import trend

_UNNAMED = Overview("Report")


def render(
    report: Report,
    edits: Mapping[str, Sequence[Edit]] = {},
    overview: Overview = _UNNAMED,
) -> str:
    """The page. `edits` are keyed by fingerprint; `overview` says what stands around the findings."""
    addresses = dict(zip(report.diagnostics, anchors(report.diagnostics), strict=True))
    parts = {
        "not-evaluated": gaps(report),
        "conformance": conformance(overview, by_fingerprint(report.diagnostics)),
        "operations": operations(report.running, addresses),
        "trend": trend(overview.runs),
        "findings": _findings(report, edits, addresses, overview),
    }
    style, script = _asset("style.css"), _asset("script.js")
    page = Template(_asset("page.html")).substitute(
        policy=_policy(style, script),
        title=markup(f"{overview.project}: fastapi-lint report"),
        style=style,
        script=script,
        navigation=navigation(overview.project, [name for name, part in parts.items() if part]),
        heading=heading(report, overview),
        parts="\n".join(part for part in parts.values() if part),
    )
    return f"{page}\n"


def _findings(
    report: Report, edits: Mapping[str, Sequence[Edit]], addresses: Mapping[Diagnostic, str], overview: Overview
) -> Markup:
    number = len(report.diagnostics)
    sids = {judged.sid for section in overview.sections for judged in section.statements}
    listed = [keys(), controls(report.diagnostics), findings(report, edits, addresses, sids)] if number else []
    return tag(
        "section",
        tag("h2", "Findings ", tag("span", f"{number:,}", class_="number"), id="findings-title"),
        *(listed or [tag("p", "There is none.")]),
        id="findings",
        aria_labelledby="findings-title",
        class_="panel",
    )


@cache
def _asset(name: str) -> str:
    return files("fastapi_lint.reporters.page").joinpath(name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, sent or run but the page's own style and script, which are known by their hashes."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
