"""Reports that the tests of all formats share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.fix import Edit, Fix, Safety
from fastapi_lint.model.location import Location, anchor_in
from fastapi_lint.model.report import Crash, Explanation, Report, Summary
from fastapi_lint.reporters import agent, github, gitlab, html, json, junit, markdown, sarif, text

PATH = "app/routers/users.py"
SOURCE = (
    "import requests",
    "",
    '@router.get("/users/{user_id}")',
    "async def read_user(user_id: int) -> User:",
    "    data = requests.get(URL).json()",
    "    return User(data)",
)
HOSTILE = (
    "[bold red]x[/] \x1b[31m\x07\x00\u202eevil\u2066 100%0A::error::x\r\n::stop-commands::t\u2028, a:b "
    "<i>&]]> \ud800\udce9 ##vso[task.setvariable] [click](https://example.org) `日本` \U000e0041\ufffe"
)
SAFE_FIX = Fix("sample", anchor_in(PATH, 0, 0))
UNSAFE_FIX = replace(SAFE_FIX, safety=Safety.UNSAFE)

FINDING = Diagnostic(
    rule="blocking-call-in-async-route",
    category="concurrency",
    severity=Severity.ERROR,
    confidence="high",
    enforced_by="source",
    location=Location(PATH, 5, 12, 5, 29),
    message="`requests.get` blocks the event loop inside async `GET /users/{user_id}`",
    instead="await an async client, or declare the route with `def`",
    chain=("GET /users/{user_id}", "read_user", "requests.get"),
    statements=("principles-7.2", "official-3"),
    fingerprint="0123456789abcdef",
)
WORDS = Explanation(
    rule=FINDING.rule,
    summary="A blocking call runs inside an async path operation",
    why="The event loop serves nobody else meanwhile,\ne.g. no health check. Threads would help.\n",
    line="Do not call blocking I/O inside `async def` routes",
    instead=FINDING.instead,
    help_uri="https://example.org/rules/blocking-call-in-async-route",
)
EDIT = Edit(5, 12, 5, 24, "await client.get")
SKIPPED = Skipped("app/big.py", "the file is larger than 10 MB")
CRASH = Crash("some-rule", "app/main.py", "Traceback (most recent call last):\n  File\nKeyError: 'lost'\n")

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "plain": partial(text.render, terminal=False, width=80, color=False),
    "terminal": partial(text.render, terminal=True, width=80, color=False),
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "markdown": markdown.render,
    "agent": agent.render,
    "html": html.render,
}


def report(*diagnostics: Diagnostic, files: int = 12, routes: int = 34, **changed: object) -> Report:
    """A report whose summary counts `diagnostics`; `changed` are further fields of Report."""
    kinds = [d.severity for d in diagnostics]
    summary = Summary(
        files=files,
        routes=routes,
        errors=kinds.count(Severity.ERROR),
        warnings=kinds.count(Severity.WARNING),
        infos=kinds.count(Severity.INFO),
        fixable=sum(d.fix is not None for d in diagnostics),
    )
    base = Report(
        "recommended", diagnostics, summary, sources={PATH: SOURCE}, explanations={WORDS.rule: WORDS}, seconds=0.84
    )
    return replace(base, **changed)


def findings(*severities: Severity) -> Sequence[Diagnostic]:
    """One finding per severity, each with its own line and fingerprint."""
    return [
        replace(FINDING, severity=kind, location=Location(PATH, line, 1), fingerprint=f"{line:016x}")
        for line, kind in enumerate(severities, start=1)
    ]


def hostile() -> Report:
    """Every text that comes from the checked code tries to break out of the report."""
    broken = replace(
        FINDING,
        message=HOSTILE,
        location=Location(HOSTILE, 1, 3, 1, 9, pointer=HOSTILE, operation=HOSTILE),
        chain=(HOSTILE, HOSTILE),
        fix=SAFE_FIX,
    )
    nowhere = replace(broken, location=Location("", operation=HOSTILE), fingerprint="fedcba9876543210")
    return report(
        nowhere,
        broken,
        sources={HOSTILE: (HOSTILE * 3, HOSTILE)},
        skipped=(Skipped(HOSTILE, HOSTILE),),
        crashes=(Crash(FINDING.rule, HOSTILE, f"Traceback\n{HOSTILE}"),),
    )
