"""`python -m benchmarks.report [--findings 5000] [--runs 5]`: how soon the HTML report of many findings can be used.

The findings, their files and their statements are made up; the page is opened from a file in headless Chromium.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.fix import Edit, Fix
from fastapi_lint.model.location import Location, anchor_in
from fastapi_lint.model.overview import Judged, Overview, Section, State
from fastapi_lint.model.report import Explanation, Report, Summary
from fastapi_lint.reporters.html import render

GOAL = 2.0
"""Seconds from the start of the navigation until the page can be used."""
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_RULES, _FILES, _LINES = 60, 400, 300
_WHY = "A call that waits holds the event loop, and with it every other request of this worker, until it returns. " * 2
_FILTERED = """async (text) => {
  const began = performance.now();
  const query = document.getElementById("query");
  query.value = text;
  document.getElementById("controls").requestSubmit();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
_GROUPED = """async (kind) => {
  const began = performance.now();
  document.querySelector(`input[value=${kind}]`).click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 when the goal is met, 1 when it is missed, 2 without Chromium."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=__doc__)
    parser.add_argument("--findings", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args(argv)
    program = next(filter(None, map(which, _PROGRAMS)), None)
    if program is None:
        print("there is no Chromium on PATH; install the package `chromium`.", file=sys.stderr)
        return 2
    began = time.perf_counter()
    text = _page(asked.findings)
    print(f"{asked.findings:,} findings rendered in {time.perf_counter() - began:.2f} s, {len(text) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(text, "utf-8")
        arguments = ["--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        usable = [_opened(browser, file.as_uri()) for _ in range(asked.runs)]
        browser.close()
    return 0 if median(usable) <= GOAL else 1


def _opened(browser: Browser, url: str) -> float:
    """Prints what one reader waits for; gives the seconds until the page can be used."""
    page = browser.new_page()
    inside = page.context.new_cdp_session(page)
    inside.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    metrics = inside.send("Performance.getMetrics")["metrics"]
    busy = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
    usable = _seconds(page, "performance.getEntriesByName('ready')[0].startTime")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    painted = _seconds(page, "performance.getEntriesByName('first-contentful-paint')[0].startTime")
    found = [float(page.evaluate(_FILTERED, text)) for text in ("module_7", "module_7 blocks")]
    grouped = float(page.evaluate(_GROUPED, "file"))
    page.close()
    print(
        f"usable after {usable:.2f} s (goal {GOAL:g} s; {busy:.2f} s of CPU), painted after {painted:.2f} s; "
        f"first search {found[0]:.0f} ms, next {found[1]:.0f} ms, grouped by file {grouped:.0f} ms"
    )
    return max(usable, painted)


def _seconds(page: Page, expression: str) -> float:
    return float(page.evaluate(expression)) / 1000


def _page(number: int) -> str:
    found = list(_findings(number))
    kinds = [diagnostic.severity for diagnostic in found]
    errors, warnings, infos = (kinds.count(severity) for severity in Severity)
    report = Report(
        "synthetic",
        tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key)),
        Summary(_FILES, _FILES, errors, warnings, infos, sum(d.fix is not None for d in found)),
        sources={_path(file): _source() for file in range(_FILES)},
        explanations={_rule(n): Explanation(_rule(n), f"Rule {n}", _WHY, "", "", "") for n in range(_RULES)},
    )
    edits = {d.fingerprint: [Edit(d.location.line, 5, d.location.line, 9, "fixed")] for d in found if d.fix}
    return render(report, edits, Overview("synthetic", guideline="Synthetic", sections=tuple(_sections(found))))


def _findings(number: int) -> Iterator[Diagnostic]:
    chance = random.Random(1)  # noqa: S311 - the same report every time
    for count in range(number):
        path, line = _path(chance.randrange(_FILES)), chance.randrange(3, _LINES - 3)
        yield Diagnostic(
            rule=_rule(min(int(chance.expovariate(0.12)), _RULES - 1)),
            category="synthetic",
            severity=chance.choices(list(Severity), (1, 5, 4))[0],
            confidence="high",
            enforced_by="source",
            location=Location(path, line, 5, line, 30),
            message=f"`client.get(…)` blocks the event loop inside async `GET /things/{count}/{{thing_id}}`",
            instead="await an async client, or declare the route with `def`",
            fix=Fix("synthetic", anchor_in(path, 0, 0)) if count % 4 == 0 else None,
            chain=("GET /things", "read_thing", "client.get") if count % 3 == 0 else (),
            statements=(_sid(count % 400),),
            fingerprint=f"{count:016x}",
        )


def _sections(found: Sequence[Diagnostic]) -> Iterator[Section]:
    """400 statements, every other one broken."""
    for section in range(25):
        sids = [_sid(section * 16 + place) for place in range(16)]
        broken = {sid: tuple(d.fingerprint for d in found if sid in d.statements) for sid in sids[::2]}
        yield Section(
            f"{section}. Section",
            tuple(
                Judged(sid, "must", "Nothing blocks the event loop of a worker", State.VIOLATED, "", broken[sid])
                if sid in broken
                else Judged(sid, "should", "Every route says what it answers", State.HOLDS)
                for sid in sids
            ),
        )


def _source() -> tuple[str, ...]:
    return tuple(f"    line_{number} = await client.get(URL, timeout={number})" for number in range(_LINES))


def _path(number: int) -> str:
    return f"src/service/part_{number % 20}/module_{number}.py"


def _rule(number: int) -> str:
    return f"synthetic-rule-{number}"


def _sid(number: int) -> str:
    return f"S-{number}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
