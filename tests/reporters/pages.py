"""HTML reports that several tests look at: one with every part, and one of a target that wants to break out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.location import Location
from fastapi_lint.model.overview import Judged, Overview, Section, State
from fastapi_lint.model.report import Crash, Explanation, Report
from fastapi_lint.model.running import SERVICE, Row, Running, Verdict
from fastapi_lint.model.trend import Run
from fastapi_lint.reporters import html
from tests.reporters.samples import CRASH, FINDING, PATH, SAFE_FIX, SKIPPED, WORDS, report

CURL = "curl -i -X GET http://127.0.0.1:8000/users/987654321"
OTHER = "app/routers/orders/lines.py"
OTHER_SOURCE = ("import os", "", "def read_lines(order: int) -> list[str]:", "    return os.listdir()", "")
BLOCKING = replace(FINDING, fix=SAFE_FIX, statements=("P-1",))
CRASHING = replace(
    FINDING,
    rule="crashing-operation",
    severity=Severity.WARNING,
    location=Location(OTHER, 4, 5, 4, 24, operation="GET /users/{user_id}"),
    message=f"`GET /users/{{user_id}}` answers 500 (repeat: {CURL})",
    instead="handle the case that raises",
    fingerprint="00000000000000c1",
    statements=(),
    repeat=(CURL,),
)
UNTYPED = replace(
    FINDING,
    rule="untyped-function",
    severity=Severity.INFO,
    location=Location(OTHER, 3, 5, 3, 15),
    message="`read_lines` has no types",
    fingerprint="00000000000000d1",
    chain=(),
    statements=("P-1", "P-4"),
)
FOUND = (BLOCKING, CRASHING, UNTYPED)
EDITS = {BLOCKING.fingerprint: [Edit(1, 1, 1, 16, "import httpx"), Edit(5, 12, 5, 24, "await client.get")]}
MATRIX = (
    Row("GET /users/{user_id}", {"crashing-operation": Verdict.VIOLATED, "hanging-operation": Verdict.HELD}),
    Row("POST /users", {"crashing-operation": Verdict.NOT_EVALUATED, "hanging-operation": Verdict.HELD}),
    Row(SERVICE, {"crashing-operation": Verdict.NOT_APPLICABLE, "hanging-operation": Verdict.HELD}),
)
SECTIONS = (
    Section(
        "1. Structure",
        (
            Judged("P-1", "must", "Nothing blocks the loop", State.VIOLATED, "", (BLOCKING.fingerprint,), 2),
            Judged("P-2", "should", "Routes are `async`", State.HOLDS),
        ),
    ),
    Section(
        "2. Answers",
        (
            Judged("P-3", "must", "Dates are UTC", State.NOT_EVALUATED, "`local-time` needs the running service"),
            Judged("P-4", "may", "Money is exact", State.NOT_APPLICABLE, "no amount of money in this project"),
        ),
    ),
)
_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
RUNS = tuple(
    Run(_START + timedelta(weeks=week), "0.1.0", "principles", 9 - week, 40 - 3 * week, 7, f"4b1d0c2aa77f{week}")
    for week in range(6)
)
OVERVIEW = Overview("shop-api", "4b1d0c2aa77f5e00", "2026-02-09T09:30+00:00", "Principles", "", SECTIONS, RUNS)


def full_report() -> Report:
    """One finding of each severity, a service, and something that nobody looked at."""
    words = {WORDS.rule: WORDS, UNTYPED.rule: Explanation(UNTYPED.rule, "No types", "Types tell.", "", "", "")}
    return report(
        *FOUND,
        skipped=(SKIPPED,),
        crashes=(CRASH,),
        explanations=words,
        sources={PATH: report().sources.get(PATH, ()), OTHER: OTHER_SOURCE},
        running=Running(31, "66988241d9b1e185", 7, MATRIX, {"undocumented status": 2}),
    )


def full_page() -> str:
    """The page with every part."""
    return html.render(full_report(), EDITS, OVERVIEW)


EVIL = (
    "</script></style><script>window.owned=1;alert(1)</script><img src=x onerror=alert(2)> <svg onload=alert(3)>"
    "\" onmouseover=\"alert(4)\" autofocus onfocus='alert(5)' x=' javascript:alert(6) \u202egnp.exe\u2066 "
    "\u05e9\u05dc\u05d5\u05dd \u0627\u0644 \x00\x07\x1b[31m <!-- ]]> &lt; ${alert(7)} {{7*7}} \ud800"
)
ENDLESS = "identifier_without_end" * 500
"""10 kB and more, with nowhere to break."""


def hostile_page() -> str:
    """Every text that comes from the target tries to be more than text, or has no end."""
    found = (
        _evil(1, rule=EVIL, message=EVIL, location=Location(EVIL, 1, 3, 1, 60, EVIL, EVIL), chain=(EVIL, ENDLESS)),
        _evil(2, message=f"`{ENDLESS}` {ENDLESS}", location=Location(f"{ENDLESS}/a.py", 1, 3, 1, 9999), repeat=(EVIL,)),
        _evil(3, fingerprint=EVIL, instead=ENDLESS),
        _evil(3, fingerprint=EVIL, instead=EVIL),
    )
    hostile = report(
        *found,
        profile=EVIL,
        sources={EVIL: (EVIL, EVIL), f"{ENDLESS}/a.py": (f"{ENDLESS} = 1",)},
        explanations={EVIL: Explanation(EVIL, EVIL, EVIL, EVIL, EVIL, "javascript:alert(8)")},
        skipped=(Skipped(EVIL, ENDLESS), Skipped(ENDLESS, EVIL)),
        crashes=(Crash(EVIL, ENDLESS, f"Traceback\n{EVIL}"),),
        running=Running(1, EVIL, 1, (Row(EVIL, {EVIL: Verdict.VIOLATED, ENDLESS: Verdict.NOT_EVALUATED}),), {EVIL: 1}),
    )
    judged = Judged("P-1", "must", EVIL, State.VIOLATED, ENDLESS, (found[0].fingerprint, EVIL), 1)
    runs = tuple(replace(run, revision=EVIL) for run in RUNS)
    overview = Overview(EVIL, EVIL, OVERVIEW.time, EVIL, EVIL, (Section(EVIL, (judged,)),), runs)
    return html.render(hostile, {f"{1:016x}": [Edit(1, 1, 1, 5, EVIL)]}, overview)


def _evil(number: int, **changed: object) -> Diagnostic:
    return replace(FINDING, **{"fingerprint": f"{number:016x}", "fix": SAFE_FIX, **changed})
