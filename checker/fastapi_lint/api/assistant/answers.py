"""The four questions of an agent, each answered with text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.assistant.subjects import subjects
from fastapi_lint.api.assistant.workspace import Workspace
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.model.errors import UnknownRule, UsageError
from fastapi_lint.reporters.agent import render
from fastapi_lint.views.agents.packing import impact, line
from fastapi_lint.views.prose.likeness import Likeness
from fastapi_lint.views.prose.wordings import worded

FEW = 12
"""Rules that an answer names: an agent reads few of many."""


def check(workspace: Workspace, paths: Sequence[str], profile: str | None) -> str:
    """The findings in some files or folders, in the whole workspace without paths."""
    places = [workspace.inside(path) for path in paths]
    start = _common(places) if places else workspace.root
    request = Request(paths=tuple(places), settings=workspace.settings(start, profile), jobs=1)
    return render(check_project(request).report)


def rules_for(workspace: Workspace, path: str | None, task: str | None) -> str:
    """The few rules that matter to a file, by what it holds, or to a task, by its words."""
    if path is None and task is None:
        raise UsageError("say which `path` or which `task` the rules are for.")
    place = workspace.inside(path) if path is not None else workspace.root
    config = workspace.settings(place, None)
    active = [r for r in active_rules(catalog(cache_home()), config).values() if r.enforced_by != "engine"]
    found = _of_task(active, task) if task is not None else _of_file(active, config, place)
    if not found:
        return "No rule of the profile speaks of that."
    lines = "\n".join(line(rule) for rule in found[:FEW])
    return f"{lines}\n\n`explain` shows one of them with wrong and right code."


def plan_fix(workspace: Workspace, path: str, rule: str | None, *, unsafe: bool) -> str:
    """The diff that would mend a file, or one rule in it; nothing is written."""
    place = workspace.inside(path)
    book = catalog(cache_home())
    if rule is not None and book.rule_id(rule) is None:
        raise UnknownRule(rule, book.rules)
    settings = workspace.settings(place, None)
    if rule is not None:
        settings = replace(settings, select=(rule,))
    checked = check_project(Request(paths=(place,), diff=True, unsafe_fixes=unsafe, settings=settings, jobs=1))
    diff = "".join(patch.shown() for patch in checked.patches)
    return diff or "Nothing here can be mended by itself" + ("." if unsafe else "; `unsafe` may mend more.")


def _of_task(active: Sequence[Rule], task: str) -> list[Rule]:
    """Rules that the words of a task name, then those that share most with it."""
    book = catalog(cache_home())
    by_id = {rule.id: rule for rule in active}
    known = [by_id[name] for name, _ in worded(task) if name in by_id]
    likely = [found.rule for found in Likeness(book, active).likely(task) if len(found.words) > 1]
    return list({rule.id: rule for rule in (*known, *likely)}.values())


def _of_file(active: Sequence[Rule], config: Config, place: Path) -> list[Rule]:
    """Rules of the subjects that the file deals with, those with the most impact first."""
    if place.is_dir():
        raise UsageError(f"`{place.name}` is a folder; name a file.")
    wanted = subjects(os.path.relpath(place, config.root), place.read_text("utf-8", errors="replace"))
    return sorted((rule for rule in active if rule.category in wanted), key=lambda rule: (-impact(rule), rule.id))


def _common(places: Sequence[Path]) -> Path:
    return Path(os.path.commonpath(places))
