"""Gives every fact to the rules that ask for its kind; a rule that fails is noted and the run goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias

from fastapi_lint.engine.rulebook import ActiveRule
from fastapi_lint.engine.turns import parts as parts_of
from fastapi_lint.facts.apart import is_shared, parts
from fastapi_lint.facts.code import Assign, CallSite, Class, Function, Module
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.report import Crash


class Outcome(Record, eq=True):
    """What the rules found, each with the rule that found it.

    `looked` counts the facts that each rule was given, without those in which it met nothing to judge; `idle` says of
    such rules (`rule-id`, `rule-id#part` for one part) what they did not meet.
    """

    findings: tuple[tuple[ActiveRule, Finding], ...]
    crashes: tuple[Crash, ...]
    looked: dict[str, int] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)


_Facts: TypeAlias = Sequence[tuple[Module | None, Iterable[Any]]]
"""Facts of one kind, grouped by the module that they stand in."""

_SHARE = 1 / 4
"""So much of the files that are left is one task: the fewer, the less often rules begin anew."""

_OBSERVED = "fastapi_lint.facts.contract."
"""Where the kinds are defined that only a running service gives."""


def _each(pick: Callable[[Project], Iterable[Any]]) -> Callable[[Project], _Facts]:
    return lambda project: [(fact.module, (fact,)) for fact in pick(project)]


_IN_A_FILE: dict[type, Callable[[Module], Iterable[Any]]] = {
    Module: lambda module: (module,),
    Function: lambda module: module.functions,
    Class: lambda module: module.classes,
    CallSite: lambda module: [site for body in module.scopes() for site in body.calls],
    Assign: lambda module: [assign for body in module.scopes() for assign in body.assigns],
}
"""Kinds of which one file tells all that there is."""

_PRODUCERS: dict[type, Callable[[Project], _Facts]] = {
    Project: lambda project: [(None, (project,))],
    Route: _each(lambda project: project.routes),
    Router: _each(lambda project: project.routers.values()),
    Mount: _each(lambda project: project.mounts),
    Hook: _each(lambda project: project.hooks),
    Middleware: _each(lambda project: project.middleware),
    Model: _each(lambda project: project.models.values()),
    LoopCall: _each(lambda project: project.loop_calls),
}


def facts_of(project: Project, kind: type, paths: Collection[str] | None = None) -> _Facts:
    """Every fact of a kind; a kind that is none of source code is one of project files.

    With `paths`, facts that a file alone tells are those of these files.
    """
    if pick := _IN_A_FILE.get(kind):
        modules = project.modules.values()
        return [(m, pick(m)) for m in modules if paths is None or m.path in paths]
    if producer := _PRODUCERS.get(kind):
        return producer(project)
    if kind.__module__.startswith(_OBSERVED):
        return [(None, project.observed.of(kind) if project.observed is not None else ())]
    from fastapi_lint.facts.files.alembic import Alembic  # most runs ask for no project file
    from fastapi_lint.facts.files.service import Service

    if kind is Service:
        return [(None, project.services)]
    return [(None, project.alembics if kind is Alembic else project.files.of(kind))]


class Task(Record):
    """Rules, by their numbers; those that look at one file at a time look at these paths alone, if there are any."""

    rules: tuple[int, ...]
    paths: frozenset[str] | None = None


def dispatch(
    rules: Iterable[ActiveRule], project: Project, share: Share | None = None, only: Collection[str] | None = None
) -> Outcome:
    """Runs all rules over all facts of their kinds, in files of the roles that each rule looks at.

    With `only`, rules that look at one file at a time look at these paths alone. `share` may work on tasks in
    different processes.
    """
    active = list(rules)
    judge = partial(_judged, active, project, {})
    paths = frozenset(only) if only is not None else None
    if share is None:
        judged = [judge(Task(tuple(range(len(active))), paths))]
    else:
        judged = share(judge, _tasks(active, [m for m in project.modules.values() if paths is None or m.path in paths]))
    for _, asked in judged:
        project.files.ask(asked)
    by_number: dict[int, list[_Result]] = {number: [] for number in range(len(active))}
    for result in (result for group, _ in judged for result in group):
        by_number[result.number].append(result)
    results = [_whole(number, found) for number, found in by_number.items()]
    return Outcome(
        tuple((active[r.number], finding) for r in results for finding in r.findings),
        tuple(r.crash for r in results if r.crash is not None),
        {active[r.number].rule.id: r.looked for r in results},
        {f"{active[r.number].rule.id}{part}": noun for r in results for part, noun in r.idle.items()},
    )


Share: TypeAlias = Callable[[Callable[[Task], "_Judged"], Sequence[Task]], list["_Judged"]]
"""Calls a function for each task, in whatever process."""


def _tasks(active: Sequence[ActiveRule], modules: Sequence[Module]) -> list[Task]:
    """What different processes can do: rules that follow what happens across files stay together.

    They build on each other's answers. The others can look at any file anywhere.
    """
    together = tuple(number for number, rule in enumerate(active) if rule.kind not in _IN_A_FILE)
    alone = tuple(number for number, rule in enumerate(active) if rule.kind in _IN_A_FILE)
    shares = parts_of([len(m.spans.places) for m in modules], _SHARE) if alone else []
    files = [Task(alone, frozenset(modules[n].path for n in share)) for share in shares]
    return [Task(together), *files] if together else files


def looks_no_further(rule: ActiveRule) -> bool:
    """Whether files that a file neither imports nor is imported by cannot take back what the rule finds in it.

    True of what stands in the file itself, and of calls on the event loop: those follow the ways that lead there.
    """
    return (rule.kind in _IN_A_FILE or rule.kind is LoopCall) and "project" not in rule.extras


class _Result(Record):
    """What one rule, by its number, found in how many facts."""

    number: int
    findings: list[Finding]
    crash: Crash | None
    looked: int
    idle: dict[str, str]


_Judged: TypeAlias = tuple[list[_Result], tuple[str, ...]]
"""The results of a group of rules, and the project files that they asked for."""


def _judged(
    active: Sequence[ActiveRule],
    project: Project,
    facts: dict[tuple[type, Project, frozenset[str] | None], _Facts],
    task: Task,
) -> _Judged:
    """What the rules of a task find; `facts` keeps what tasks have asked for."""
    results: list[_Result] = []
    for number in task.rules:
        rule = active[number]
        runs = []
        for part in parts(project) if _asks_around(rule) else (project,):
            key = (rule.kind, part, task.paths)
            if key not in facts:
                facts[key] = facts_of(part, rule.kind, task.paths)
            runs.append(_run(rule, part, _within(facts[key], rule)))
        found = [run[0] for run in runs]
        idle = _idle(found)
        looked = sum(run[1] - sum(1 for f in run[0] if f.idle and not f.part) for run in runs)
        findings = [f for f in _agreed(found, project) if not f.idle and _in_scope(f, rule, project)]
        crash = next((run[2] for run in runs if run[2] is not None), None)
        results.append(_Result(number, findings, crash, looked, idle))
    return results, project.files.asked


def _whole(number: int, results: Sequence[_Result]) -> _Result:
    """What one rule found in all tasks."""
    if len(results) == 1:
        return results[0]
    crashes = [r.crash for r in results if r.crash is not None]
    idle = results[0].idle if results else {}
    return _Result(
        number,
        [finding for r in results for finding in r.findings],
        min(crashes, key=lambda crash: crash.path, default=None),
        sum(r.looked for r in results),
        {part: noun for part, noun in idle.items() if all(part in r.idle for r in results)},
    )


def _asks_around(rule: ActiveRule) -> bool:
    """Whether a rule asks for more than one fact, so that services that do not know each other are judged apart."""
    if rule.rule.follows_names:
        return False
    if rule.kind is Project or rule.kind.__name__ == "Service":
        return True
    return "project" in rule.extras and (rule.kind in _PRODUCERS or rule.kind in _IN_A_FILE)


def _agreed(found: Sequence[list[Finding]], project: Project) -> list[Finding]:
    """What was found in any part; in a file that stands in all of them, what was found in each."""
    if len(found) == 1:
        return found[0]
    agreed: list[Finding] = []
    in_common: list[Finding] = []
    for finding in (f for run in found for f in run):
        path = path_of(finding.at)
        if path in project.modules and not is_shared(project, path):
            agreed.append(finding)
        elif finding not in in_common and (path not in project.modules or all(finding in run for run in found)):
            in_common.append(finding)
    return agreed + in_common


def _idle(found: Sequence[list[Finding]]) -> dict[str, str]:
    """`#part` ("" for the whole rule) -> what no part of the project has, so that it could not be judged."""
    runs = [{f"#{f.part}" if f.part else "": f.idle for f in run if f.idle} for run in found]
    return {part: noun for part, noun in runs[0].items() if all(part in run for run in runs)}


def _within(facts: _Facts, rule: ActiveRule) -> _Facts:
    scope = rule.rule.scope
    return [(module, found) for module, found in facts if module is None or module.role in scope]


def _run(rule: ActiveRule, project: Project, facts: _Facts) -> tuple[list[Finding], int, Crash | None]:
    """What one rule finds in how many facts; when it fails in a file, what it had found there, and how it failed."""
    found: list[Finding] = []
    crash: Crash | None = None
    check = rule.check
    values: dict[str, object] = {"project": project, "params": rule.params}
    extras = {name: values.get(name) for name in rule.extras}
    asks_for_module = "module" in extras
    looked = 0
    for module, group in facts:
        if asks_for_module:
            extras["module"] = module
        try:
            for fact in group:
                looked += 1
                found.extend(check(fact, **extras))
        except Exception:  # noqa: BLE001 - whatever a rule does wrong must not end the run
            from traceback import format_exc

            crash = crash or Crash(rule.rule.id, module.path if module is not None else "", format_exc())
    return found, looked, crash


def _in_scope(finding: Finding, rule: ActiveRule, project: Project) -> bool:
    module = project.modules.get(path_of(finding.at))
    return module is None or module.role in rule.rule.scope
