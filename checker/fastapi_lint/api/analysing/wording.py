"""Findings become diagnostics: in the words of their rules, at their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi_lint.catalog.rule import Rule
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import CatalogError
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location, path_of
from fastapi_lint.source.scan import Scan, find_places


def diagnostic(rule: Rule, location: Location, finding: Finding) -> Diagnostic:
    """A finding in the words of its rule; CatalogError when it does not give what the message asks for."""
    try:
        message = rule.message.format_map(finding.values)
    except KeyError as lacking:
        name = lacking.args[0]
        where = f"rules/{rule.category}/{rule.id}.yaml"
        raise CatalogError(
            [f"{where}: the message asks for `{{{name}}}`; let `check` pass `{name}=…` to its finding."]
        ) from None
    return Diagnostic(
        rule.id,
        rule.category,
        rule.severity,
        rule.confidence,
        rule.enforced_by,
        location,
        message,
        rule.directive.instead,
        finding.fix if rule.fix != "none" else None,
        finding.chain,
        rule.broken_by(finding.part),
    )


def worded(findings: Sequence[tuple[Rule, Finding]], scanned: Scan) -> list[Diagnostic]:
    """Findings in the words of their rules, at their lines."""
    places = find_places(scanned, [f.at for _, f in findings if not isinstance(f.at, Location)])
    found = []
    for rule, finding in findings:
        at = finding.at
        place = at if isinstance(at, Location) else places.get(at, Location(path_of(at), 1, 1, 1, 1))
        found.append(diagnostic(rule, place, finding))
    return found


def unread(scanned: Scan, rules: Mapping[str, Rule]) -> list[Diagnostic]:
    """Files that could not be read, and a project in which no route was found."""
    found = []
    for path, problem in scanned.problems.items():
        line, column = max(problem.line, 1), max(problem.column, 1)
        place = Location(path, line, column, line, column)
        if (rule := rules.get(problem.rule)) is not None:
            found.append(diagnostic(rule, place, Finding(place, {"reason": problem.reason})))
    rule = rules.get("routes-not-found")
    path = _importer_of_fastapi(scanned)
    if rule is not None and path and not scanned.project.routes:
        place = Location(path, 1, 1, 1, 1)
        found.append(diagnostic(rule, place, Finding(place, {"files": str(len(scanned.inputs))})))
    return found


def _importer_of_fastapi(scanned: Scan) -> str:
    if not scanned.names_fastapi:
        return ""
    for path, module in scanned.project.modules.items():
        if any(target.split(".")[0] == "fastapi" for target in module.bindings.values()):
            return path
    return ""
