"""What ruff is asked, and what it says under our ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.api.analysing.wording import diagnostic
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.deep import deep
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Edit, Fix, Safety
from fastapi_lint.model.location import Location, anchor_in
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.discover import Discovery
from fastapi_lint.source.scan import Scan

if TYPE_CHECKING:
    from fastapi_lint.delegate.ruff import Delegation


def ask_ruff(
    rules: Mapping[str, Rule],
    config: Config,
    discovery: Discovery,
    cache: Path | None,
    only: Collection[str] | None,
    text: str | None,
) -> Delegation:
    """What ruff says of the files that its rules look at, `only` those if given; `text` is that of the only one."""
    from fastapi_lint.delegate.ruff import run as run_ruff

    codes = {code: rule.id for rule in rules.values() if rule.enforced_by == "ruff" for code in rule.delegate}
    scopes = {role for rule in rules.values() if rule.enforced_by == "ruff" for role in rule.scope}
    files = [Path(f.path) for f in discovery.files if f.role.value in scopes and (only is None or f.path in only)]
    return run_ruff(config.root, files, codes, cache_dir=cache / "ruff" if cache is not None else None, text=text)


def delegated(
    outside: Delegation, rules: Mapping[str, Rule], discovery: Discovery
) -> dict[Diagnostic, tuple[tuple[Edit, ...], Safety]]:
    """What ruff found under our ids, in files of the roles that each rule looks at."""
    roles = {f.path: f.role.value for f in discovery.files}
    found: dict[Diagnostic, tuple[tuple[Edit, ...], Safety]] = {}
    for item in outside.findings:
        rule = rules[item.rule]
        if roles.get(item.path) in rule.scope:
            place = Location(item.path, item.line, item.column, item.end_line, item.end_column)
            edits = item.edits if rule.fix != "none" else ()
            safety = item.safety or Safety.UNSAFE
            fix = Fix("ruff", anchor_in(item.path), safety=safety) if edits else None
            found[diagnostic(rule, place, Finding(place, {"detail": item.message}, fix))] = (edits, safety)
    return found


def with_refused(scanned: Scan, paths: Sequence[str]) -> Scan:
    """The scan with the syntax errors that ruff met in files which nothing else looks at, where libcst agrees."""
    doubtful = [path for path in paths if path in scanned.inputs and path not in scanned.problems]
    if not doubtful:
        return scanned
    from fastapi_lint.source.concrete.parse import parse_concrete

    texts = {path: scanned.inputs[path].read() for path in doubtful}
    read = deep(lambda: {path: parse_concrete(text) for path, text in texts.items() if isinstance(text, str)})
    refused = {path: why for path, why in read.items() if isinstance(why, Unreadable)}
    return replace(scanned, problems=scanned.problems | refused)
