"""Gives every fact to the rules that ask for its kind; a rule that fails is noted and the run goes on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from typing import Any, TypeAlias

from fastapi_lint.engine.rulebook import ActiveRule
from fastapi_lint.facts.code import Assign, CallSite, Class, Function, Module
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.facts.files.deployment import Compose, Kubernetes
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.manifest import Lock, Manifest
from fastapi_lint.facts.files.pipeline import Precommit, Workflow
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import EnvFile, IgnoreFile, IniFile, JsonFile
from fastapi_lint.facts.files.writing import Makefile, Markdown
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.record import record
from fastapi_lint.model.report import Crash


@record(eq=True)
class Outcome:
    """What the rules found, each with the rule that found it.

    `looked` counts the facts that each rule was given, without those in which it met nothing to judge; `idle` says of
    such rules what they did not meet.
    """

    findings: tuple[tuple[ActiveRule, Finding], ...]
    crashes: tuple[Crash, ...]
    looked: dict[str, int] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)


_FILES = (
    *(Manifest, Lock, Dockerfile, Compose, Kubernetes, Workflow, Precommit, EnvFile, IgnoreFile, JsonFile, IniFile),
    *(Makefile, Markdown),
)
"""Kinds of which each fact is one file."""


def _by_module(pick: Callable[[Module], Iterable[Any]]) -> Callable[[Project], Iterator[tuple[Any, Module]]]:
    return lambda project: ((fact, module) for module in project.modules.values() for fact in pick(module))


def _files(kind: type[object]) -> Callable[[Project], Iterator[tuple[Any, None]]]:
    return lambda project: ((fact, None) for fact in project.files.of(kind))


_PRODUCERS: dict[type, Callable[[Project], Iterable[tuple[Any, Module | None]]]] = {
    Project: lambda project: [(project, None)],
    Module: lambda project: ((m, m) for m in project.modules.values()),
    Function: _by_module(lambda module: module.functions),
    Class: _by_module(lambda module: module.classes),
    CallSite: _by_module(lambda module: (site for body in module.scopes() for site in body.calls)),
    Assign: _by_module(lambda module: (assign for body in module.scopes() for assign in body.assigns)),
    Route: lambda project: ((r, r.module) for r in project.routes),
    Router: lambda project: ((r, r.module) for r in project.routers.values()),
    Mount: lambda project: ((m, m.module) for m in project.mounts),
    Hook: lambda project: ((h, h.module) for h in project.hooks),
    Middleware: lambda project: ((m, m.module) for m in project.middleware),
    Model: lambda project: ((m, m.module) for m in project.models.values()),
    LoopCall: lambda project: ((c, c.module) for c in project.loop_calls),
    Service: lambda project: ((s, None) for s in project.services),
    Alembic: lambda project: ((a, None) for a in project.alembics),
    **{kind: _files(kind) for kind in _FILES},
}


def dispatch(rules: Iterable[ActiveRule], project: Project) -> Outcome:
    """Runs all rules over all facts of their kinds, in files of the roles that each rule looks at."""
    by_kind: dict[type, list[ActiveRule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    findings: list[tuple[ActiveRule, Finding]] = []
    crashes: list[Crash] = []
    looked: dict[str, int] = {}
    idle: dict[str, str] = {}
    for kind, asking in by_kind.items():
        facts = list(_PRODUCERS[kind](project))
        roles = {module.role for _, module in facts if module is not None}
        for rule in asking:
            wanted = facts if roles <= rule.rule.scope else _within(facts, rule)
            found, crash = _run(rule, project, wanted)
            absent = [f.idle for f in found if f.idle]
            looked[rule.rule.id] = len(wanted) - len(absent)
            idle |= {rule.rule.id: absent[-1]} if absent else {}
            findings += [(rule, f) for f in found if not f.idle and _in_scope(f, rule, project)]
            if crash is not None:
                crashes.append(crash)
    return Outcome(tuple(findings), tuple(crashes), looked, idle)


_Facts: TypeAlias = Sequence[tuple[Any, Module | None]]


def _within(facts: _Facts, rule: ActiveRule) -> _Facts:
    return [(fact, module) for fact, module in facts if module is None or module.role in rule.rule.scope]


def _run(rule: ActiveRule, project: Project, facts: _Facts) -> tuple[list[Finding], Crash | None]:
    """What one rule finds; when it fails, what it had found before that, and how it failed."""
    found: list[Finding] = []
    check = rule.check
    values: dict[str, object] = {"project": project, "params": rule.params}
    extras = {name: values.get(name) for name in rule.extras}
    asks_for_module = "module" in extras
    module = None
    try:
        for fact, module in facts:
            if asks_for_module:
                extras["module"] = module
            found.extend(check(fact, **extras))
    except Exception:  # noqa: BLE001 - whatever a rule does wrong must not end the run
        return found, Crash(rule.rule.id, module.path if module is not None else "", traceback.format_exc())
    return found, None


def _in_scope(finding: Finding, rule: ActiveRule, project: Project) -> bool:
    module = project.modules.get(finding.at.path)
    return module is None or module.role in rule.rule.scope
