"""What each rule says of each operation of the service, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.running import SERVICE, Row, Running, Verdict
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.page.markup import Markup, tag, words

_KINDS = {
    Verdict.HELD: "holds",
    Verdict.VIOLATED: "violated",
    Verdict.NOT_APPLICABLE: "idle",
    Verdict.NOT_EVALUATED: "open",
}


def operations(running: Running | None, addresses: Mapping[Diagnostic, str]) -> Markup:
    """The table; nothing when no service was judged. A violated cell leads to its finding, whose calls can be repeated.

    `addresses` say where a finding stands in the report.
    """
    if running is None or not running.matrix:
        return Markup()
    rules = sorted({rule for row in running.matrix for rule in row.verdicts})
    loud = {r for row in running.matrix for v in (Verdict.VIOLATED, Verdict.NOT_EVALUATED) for r in row.rules(v)}
    targets = _targets(addresses)
    head = tag("tr", tag("th", "Operation", scope="col"), *(_column(rule, rule in loud) for rule in rules))
    rows = [_row(row, rules, loud, targets) for row in running.matrix]
    number = sum(row.subject != SERVICE for row in running.matrix)
    caption = tag("caption", "What each rule says of each operation", class_="unseen")
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="matrix")
    return tag(
        "section",
        tag("h2", "Operations ", tag("span", f"{number:,}", class_="number"), id="operations-title"),
        tag("p", *_told(running), class_="lead"),
        tag("ul", *_legend(running.matrix), class_="legend"),
        tag("div", table, class_="scroll", tabindex=0, role="region", aria_labelledby="operations-title"),
        id="operations",
        aria_labelledby="operations-title",
        class_="panel",
    )


def _targets(addresses: Mapping[Diagnostic, str]) -> dict[tuple[str, str], str]:
    """(operation, rule) -> the finding to show; under SERVICE the first of a rule, wherever it is reported."""
    found: dict[tuple[str, str], str] = {}
    for diagnostic, address in addresses.items():
        found.setdefault((diagnostic.location.operation, diagnostic.rule), address)
        found.setdefault((SERVICE, diagnostic.rule), address)
    return found


def _told(running: Running) -> Iterator[str]:
    if not running.calls:
        yield "Nothing was called."
        return
    yield f"{counted(running.calls, 'call')}, run "
    yield tag("code", running.run_hash)
    if running.seed is not None:
        yield f", seed {running.seed}"
    yield "."
    for complaint, number in sorted(running.noise.items()):
        yield words(f" Schemathesis alone: {number} x {complaint}.")


def _legend(rows: Iterable[Row]) -> Iterator[Markup]:
    verdicts = [verdict for row in rows for verdict in row.verdicts.values()]
    for verdict, kind in _KINDS.items():
        number = tag("strong", f"{verdicts.count(verdict):,}")
        yield tag("li", tag("span", class_=f"cell {kind}", aria_hidden="true"), number, f" {verdict}")


def _column(rule: str, is_loud: bool) -> Markup:  # noqa: FBT001
    return tag("th", tag("span", rule), scope="col", class_=None if is_loud else "quiet")


def _row(row: Row, rules: Iterable[str], loud: set[str], targets: Mapping[tuple[str, str], str]) -> Markup:
    cells = [
        _cell(row.verdicts.get(rule, Verdict.NOT_APPLICABLE), rule in loud, _target(row, rule, targets))
        for rule in rules
    ]
    return tag("tr", tag("th", tag("bdi", words(row.subject)), scope="row"), *cells)


def _target(row: Row, rule: str, targets: Mapping[tuple[str, str], str]) -> str:
    return targets.get((row.subject, rule)) or targets.get((SERVICE, rule), "")


def _cell(verdict: Verdict, is_loud: bool, target: str) -> Markup:  # noqa: FBT001
    said = tag("span", verdict, class_=f"cell {_KINDS[verdict]}")
    inner = tag("a", said, href=f"#{target}") if target and verdict is Verdict.VIOLATED else said
    return tag("td", inner, class_=None if is_loud else "quiet")
