"""How a run ended, in words."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.model.fix import Safety
from fastapi_lint.model.report import Crash, Report, Summary
from fastapi_lint.reporters.visible import visible


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 error`, `2 errors`; `plural` where it is not made with an s."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def found(summary: Summary) -> str:
    """`2 errors, 1 warning`; empty when there is no finding."""
    pairs = ((summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info"))
    return ", ".join(counted(number, noun) for number, noun in pairs if number)


def closing(report: Report) -> str:
    """The last line of a report. It says clean only when everything was evaluated."""
    summary = report.summary
    share = f" of share {report.shard}" if report.shard else ""
    checked = f"Checked {counted(summary.files, 'file')}, {counted(summary.routes, 'route')}{share}"
    rest = ", ".join(_rest(report))
    return f"{_verdict(report)} {checked}{'; ' if rest else ''}{rest}."


def nothing_evaluated(report: Report) -> str:
    """What is said of a run that had no Python file to look at; project files are none."""
    return "No file belongs to this share." if report.shard else "No Python file was evaluated."


def gaps(report: Report) -> Iterator[str]:
    """What was not evaluated, and why; what has one reason is told of together."""
    reasons: dict[str, list[str]] = {}
    for skipped in report.skipped:
        reasons.setdefault(visible(skipped.reason), []).append(visible(skipped.subject))
    for reason, subjects in reasons.items():
        listed = ", ".join(subjects)
        yield f"{listed}: {reason}" if len(subjects) == 1 else f"{len(subjects)} times, {reason}: {listed}"


def failure(crash: Crash) -> str:
    """The last line of the traceback: the exception and its message."""
    lines = crash.traceback.strip().splitlines()
    return visible(lines[-1].strip()) if lines else "unknown error"


def _verdict(report: Report) -> str:
    findings = found(report.summary)
    if not report.summary.files:
        return f"Found {findings}, but no Python file was evaluated." if findings else nothing_evaluated(report)
    if findings:
        return f"Found {findings}{_fixable(report)}."
    if report.skipped or report.crashes:
        return "No findings, but not everything was evaluated."
    return "Clean."


def _fixable(report: Report) -> str:
    kinds = [d.fix.safety for d in report.diagnostics if d.fix]
    safe, unsafe = kinds.count(Safety.SAFE), kinds.count(Safety.UNSAFE)
    parts = [f"{safe} fixable with `--fix`"] if safe else []
    parts += [f"{unsafe} {'more' if safe else 'fixable'} with `--unsafe-fixes`"] if unsafe else []
    return f" ({', '.join(parts)})" if parts else ""


def _rest(report: Report) -> list[str]:
    summary = report.summary
    counts = {
        "fixed": summary.fixed,
        "suppressed": summary.suppressed,
        "baselined": summary.baselined,
        "skipped": len(report.skipped),
    }
    crashed = len({crash.rule for crash in report.crashes})
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    return [*parts, f"{counted(crashed, 'rule')} crashed"] if crashed else parts
