"""SARIF 2.1.0, in the form that code scanning services take in whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi_lint import __version__
from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.fix import Edit, Safety
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Crash, Explanation, Report
from fastapi_lint.reporters.closing import failure
from fastapi_lint.reporters.document import document
from fastapi_lint.reporters.uri import is_relative, uri
from fastapi_lint.reporters.visible import prose, visible, visible_lines

Object = dict[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_ROOT = "%SRCROOT%"


def render(report: Report, edits: Mapping[str, Sequence[Edit]] = {}) -> str:
    """One run: its rules with their help, the results, and what was not evaluated as notifications."""
    rules = sorted({d.rule for d in report.diagnostics} | set(report.explanations))
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(report, rules)},
        "automationDetails": {"id": _category(report)},
        "originalUriBaseIds": {_ROOT: {"description": _text("The folder that paths count from.")}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(d, index[d.rule], edits.get(d.fingerprint, ())) for d in report.diagnostics],
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _category(report: Report) -> str:
    """Services keep one set of results for each: those of `contract`, or of another project, replace none of these."""
    kind = ["contract"] if report.running is not None else []
    return "/".join(["fastapi-lint", *kind, *([visible(report.folder)] if report.folder else []), report.profile, ""])


def _driver(report: Report, rules: Sequence[str]) -> Object:
    found: dict[str, Diagnostic] = {}
    for diagnostic in sorted(report.diagnostics, key=lambda d: d.severity.rank):
        found.setdefault(diagnostic.rule, diagnostic)
    return {
        "name": "fastapi-lint",
        "semanticVersion": __version__,
        "rules": [_rule(rule, report.explanations.get(rule), found.get(rule)) for rule in rules],
        "notifications": [
            _descriptor("not-evaluated", "Something was not evaluated."),
            _descriptor("rule-crashed", "A rule failed; the run went on without it."),
        ],
    }


def _rule(rule: str, words: Explanation | None, gravest: Diagnostic | None) -> Object:
    words = words or Explanation(rule, summary="", why="", line="", instead="", help_uri="")
    described = _descriptor(visible(rule), words.summary or rule, words.why)
    if words.line or words.instead:
        described["help"] = _help(words)
    if words.help_uri:
        described["helpUri"] = words.help_uri
    if gravest:
        described["properties"] = {
            "tags": [gravest.category],
            "precision": gravest.confidence,
            "problem.severity": _PROBLEMS[gravest.severity],
        }
    return described


def _descriptor(name: str, summary: str, more: str = "") -> Object:
    full = _text(more or summary)
    return {"id": name, "shortDescription": _text(summary), "fullDescription": full, "help": full}


def _help(words: Explanation) -> Object:
    parts = [prose(text) for text in (words.line, words.why) if text]
    instead = prose(words.instead)
    plain = [*parts, f"Instead: {instead}"] if instead else parts
    marked = [*parts, f"**Instead:** {instead}"] if instead else parts
    return {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)}


def _result(diagnostic: Diagnostic, index: int, edits: Sequence[Edit]) -> Object:
    at = diagnostic.location
    lines = [visible(diagnostic.message)]
    lines += [f"Instead: {prose(diagnostic.instead)}"] if diagnostic.instead else []
    lines += [f"Also: {', '.join(map(visible, diagnostic.also))}"] if diagnostic.also else []
    lines += [f"Through: {' -> '.join(map(visible, diagnostic.chain))}"] if diagnostic.chain else []
    properties: Object = {"statements": diagnostic.statements, "enforcedBy": diagnostic.enforced_by}
    result: Object = {
        "ruleId": visible(diagnostic.rule),
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": _unlinked("\n".join(lines)),
        "locations": [_location(at)],
        "properties": properties | ({"repeat": diagnostic.repeat} if diagnostic.repeat else {}),
    }
    if diagnostic.fingerprint:
        result["partialFingerprints"] = {"fastapiLint/v1": diagnostic.fingerprint}
    if diagnostic.chain:
        result["stacks"] = [_stack(diagnostic.chain)]
    if diagnostic.fix and edits and at.path:
        result["fixes"] = [_fix(diagnostic.fix.safety, at, edits)]
    return result


def _location(at: Location) -> Object:
    """Services refuse a whole file for one result without a file and a line, so both are always named.

    What belongs to no file is shown at the project's own file, with its operation or pointer beside it.
    """
    region = {"startLine": at.line or 1}
    if at.line:
        ends = {"startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column if at.column else 0}
        region |= {name: number for name, number in ends.items() if number}
    place: Object = {"physicalLocation": {"artifactLocation": _artifact(at.path or "pyproject.toml"), "region": region}}
    names = [{"fullyQualifiedName": visible(name)} for name in dict.fromkeys((at.operation, at.pointer)) if name]
    return {**place, "logicalLocations": names} if names else place


def _artifact(path: str) -> Object:
    return {"uri": uri(path), "uriBaseId": _ROOT} if is_relative(path) else {"uri": uri(path)}


def _stack(chain: Sequence[str]) -> Object:
    """The call chain as a stack, innermost first; a code flow would need a file for every step."""
    frames = [{"location": {"logicalLocations": [{"fullyQualifiedName": visible(step)}]}} for step in reversed(chain)]
    return {"message": _text("The way that leads there."), "frames": frames}


def _fix(safety: Safety, at: Location, edits: Sequence[Edit]) -> Object:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in edits
    ]
    return {
        "description": _text(f"A {safety} fix."),
        "artifactChanges": [{"artifactLocation": _artifact(at.path), "replacements": replacements}],
    }


def _invocation(report: Report) -> Object:
    notes = [_not_evaluated(skipped) for skipped in report.skipped] + [_crashed(crash) for crash in report.crashes]
    return {
        "executionSuccessful": report.exit_code in {0, 1},
        "exitCode": report.exit_code,
        "toolExecutionNotifications": notes,
    }


def _not_evaluated(skipped: Skipped) -> Object:
    text = _text(f"{visible(skipped.subject)} was not evaluated: {visible(skipped.reason)}")
    return {"level": "warning", "descriptor": {"id": "not-evaluated"}, "message": text}


def _crashed(crash: Crash) -> Object:
    kind, _, message = failure(crash).partition(": ")
    return {
        "level": "error",
        "descriptor": {"id": "rule-crashed"},
        "associatedRule": {"id": visible(crash.rule)},
        "message": _text(f"{visible(crash.rule)} crashed on {visible(crash.path)}: {failure(crash)}"),
        "exception": {"kind": kind, "message": message},
        "properties": {"traceback": visible_lines(crash.traceback)},
    }


def _text(text: str) -> Object:
    return {"text": prose(text)}


def _unlinked(text: str) -> Object:
    """Viewers turn `[name](target)` into a link; text of the user's code must not become one."""
    return {"text": text.replace("](", "\\](")}
