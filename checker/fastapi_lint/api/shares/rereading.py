"""A report out of the JSON that it was written as, so that it can be shown in any format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import ValidationError, convert

from fastapi_lint import __version__
from fastapi_lint.api.conclusion import explanation
from fastapi_lint.api.sources import Sources
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.fix import Edit, Fix, Safety
from fastapi_lint.model.location import Location, anchor_in
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.report import Crash, Part, Report, Summary
from fastapi_lint.source.decode import decode

NEXT_STEP = "write it with `fastapi-lint check --shard I/N --output-format json`"

_UNDECODABLE = re.compile(r"\\u(dc[89a-f][0-9a-f])")


class Reread(Record, eq=True):
    """A report, and the text edits of its findings by fingerprint."""

    report: Report
    edits: Mapping[str, tuple[Edit, ...]]


class _Written(Record):
    schema: Literal[1]
    tool: dict[str, str]
    profile: str
    summary: dict[str, int]
    diagnostics: list[_Finding]
    skipped: list[dict[str, str]]
    errors: list[Crash]
    folder: str = ""
    shard: str = ""
    part: Part | None = None


class _Repair(Record):
    safety: Safety
    edits: tuple[Edit, ...]


class _Finding(Record):
    rule: str
    category: str
    severity: Severity
    confidence: str
    enforced_by: str
    statements: tuple[str, ...]
    message: str
    path: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    pointer: str | None
    operation: str | None
    fix: _Repair | None
    fingerprint: str
    chain: tuple[str, ...] = ()
    repeat: tuple[str, ...] = field(default=())

    def diagnostic(self, book: Catalog) -> Diagnostic:
        """The finding as it was before it was written; what to do instead is the rulebook's."""
        rule, path = book.rules.get(self.rule), _restored(self.path or "")
        numbers = (self.line or 0, self.column or 0, self.end_line or 0, self.end_column or 0)
        return Diagnostic(
            self.rule,
            self.category,
            self.severity,
            self.confidence,
            self.enforced_by,
            Location(path, *numbers, _restored(self.pointer or ""), _restored(self.operation or "")),
            _restored(self.message),
            rule.directive.instead if rule is not None else "",
            Fix("reread", anchor_in(path), safety=self.fix.safety) if self.fix is not None else None,
            tuple(map(_restored, self.chain)),
            self.statements,
            self.fingerprint,
            self.repeat,
        )


def reread(path: Path, text: str, book: Catalog) -> Reread:
    """The report that `text` holds; UsageError names `path` when this version of the tool did not write it."""
    written = _written(path, text)
    version = written.tool.get("version")
    if version != __version__:
        raise UsageError(f"{path}: fastapi-lint {version} wrote it and this is {__version__}; use the same for both.")
    found = tuple(finding.diagnostic(book) for finding in written.diagnostics)
    report = Report(
        written.profile,
        found,
        Summary(**written.summary),
        tuple(Skipped(item.get("rule", item.get("check", "")), item["reason"]) for item in written.skipped),
        tuple(written.errors),
        Sources(_lying_here),
        {name: explanation(book, name) for name in {d.rule for d in found} & book.rules.keys()},
        shard=written.shard,
        part=written.part,
        folder=_restored(written.folder),
    )
    return Reread(report, {f.fingerprint: f.fix.edits for f in written.diagnostics if f.fix is not None})


def _written(path: Path, text: str) -> _Written:
    import json

    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: is not JSON; {NEXT_STEP}.") from None
    try:
        written = convert(value, _Written)
    except ValidationError as error:
        raise UsageError(f"{path}: is no report ({error}); {NEXT_STEP}.") from None
    if written.summary.keys() != set(Summary.__struct_fields__):
        raise UsageError(f"{path}: its summary lacks counts; {NEXT_STEP}.")
    if not all("reason" in item for item in written.skipped):
        raise UsageError(f"{path}: it says of something that it was skipped, and not why; {NEXT_STEP}.")
    return written


def _restored(text: str) -> str:
    """The bytes that could not be decoded when a file's name was read, which JSON shows as visible characters."""
    return _UNDECODABLE.sub(lambda found: chr(int(found[1], 16)), text)


def _lying_here(path: str) -> str | None:
    """The text of a file that the report names, when it is at hand."""
    try:
        data = Path(path).read_bytes()
        text = decode(data) if path.endswith(".py") else data.decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    return text if isinstance(text, str) else None
