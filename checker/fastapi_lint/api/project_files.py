"""Project files in a run: which of them are judged, what is wrong with them, and the suppressions in their comments."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi_lint.catalog.rule import Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.suppress import Comment, suppressions_in_lines
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location
from fastapi_lint.project.reading import Reading
from fastapi_lint.source.discover import Discovery, compiled_roles, role_of
from fastapi_lint.source.ignoring import Ignoring

_JUDGED = frozenset({Role.APPLICATION, Role.MIGRATION, Role.SCRIPT})


def reading_of(config: Config, discovery: Discovery) -> Reading:
    """The project files of a run, none of which is read yet."""
    roles = compiled_roles([(glob, Role(role)) for glob, role in config.roles.items()])
    excluded = Ignoring([*(config.exclude or ()), *config.extend_exclude])

    def is_ours(path: str) -> bool:
        if excluded.says(path):
            return False
        return path.endswith(".md") or role_of(path.replace("../", ""), roles) in _JUDGED

    return Reading(config.root, discovery.folders, discovery.ignore_files, is_ours)


def broken(
    reading: Reading, rule: Rule | None, manifests: Iterable[str]
) -> tuple[list[tuple[Rule, Finding]], list[Skipped]]:
    """Files that are not what they claim to be, as findings of `rule`; and those that were not looked at.

    Rules have asked for the others; `manifests` did not tell the versions that all of them go by.
    """
    for path in manifests:
        from fastapi_lint.facts.files.manifest import Manifest  # most runs read no project file

        reading.files.file(path, Manifest)
    found: list[tuple[Rule, Finding]] = []
    skipped: list[Skipped] = []
    for trouble in reading.troubles:
        if trouble.form and rule is not None:
            place = Location(trouble.path, trouble.line, 1, trouble.line, 1)
            found.append((rule, Finding(place, {"format": trouble.form, "reason": trouble.reason})))
        else:
            skipped.append(Skipped(trouble.path, trouble.reason))
    return found, skipped


def comments_of(reading: Reading) -> dict[str, tuple[Comment, ...]]:
    """The suppressions in every project file that was read."""
    found = {path: suppressions_in_lines(text, _opening(path)) for path, text in reading.read.items()}
    return {path: comments for path, comments in found.items() if comments}


def _opening(path: str) -> str:
    """How a comment begins in a file."""
    if path.endswith((".json", ".jsonc")):
        return "//"
    return "<!--" if path.endswith(".md") else "#"
