"""The plan in words: what the project is, which profile fits with which figures, and each file to be written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastapi_lint.api.adopting.fitting import COMMON, LEAST, SHARE, Fit, nearest_fit
from fastapi_lint.api.adopting.planning import Plan
from fastapi_lint.api.adopting.surroundings import Surroundings
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.visible import visible

_MOST_RULES = 8


def text(planned: Plan) -> str:
    """Everything, the changes as diffs; the baseline, which has a line for each finding, as counts."""
    parts = [_project(planned.around)]
    if planned.fits:
        parts.append([*_figures(planned.fits), *_choice(planned)])
    else:
        parts.append([f"The profile is {planned.profile}."])
    parts += [_change(change.path, is_new=change.before is None, diff=change.diff) for change in planned.changes]
    if planned.baseline is not None:
        parts.append(list(_baseline(planned, planned.baseline)))
    if planned.notices:
        parts.append(list(planned.notices))
    if not planned.count:
        parts.append(["Nothing is to be written." if planned.notices else "Everything is set up; nothing to write."])
    return "\n\n".join("\n".join(_shown(line) for line in part) for part in parts) + "\n\n"


def _shown(part: str) -> str:
    return "\n".join(visible(line.expandtabs()) for line in part.split("\n"))


def _project(around: Surroundings) -> list[str]:
    uses = {"pre-commit": around.pre_commit, "GitHub": around.github, "GitLab": around.gitlab}
    rows = {
        "project": relative(around.root),
        "app": f"{around.app}, {counted(around.routes, 'route')}" if around.app else "",
        "packages": ", ".join(around.packages) + (f" ({around.layout})" if around.packages else ""),
        "database": ", ".join(around.stores),
        "python": around.python,
        "tools": ", ".join(name for name, is_used in uses.items() if is_used),
        "agents": ", ".join(around.agents),
    }
    return [f"{name:<11} {value or 'none found'}" for name, value in rows.items()]


def relative(folder: Path) -> str:
    """A path as seen from here."""
    return Path(os.path.relpath(folder)).as_posix()


def _figures(fits: tuple[Fit, ...]) -> Iterator[str]:
    """`beyond` is what decides: of the rules that a profile adds to `recommended`, how many are kept."""
    width = max(len(fit.profile) for fit in fits)
    yield f"{'profile':<{width}}  rules that apply   kept   beyond {COMMON}   findings (errors, warnings, infos)"
    for fit in fits:
        beyond = f"{fit.added_kept} of {fit.added}" if fit.added else "-"
        levels = ", ".join(str(fit.findings[severity]) for severity in Severity)
        total = sum(fit.findings.values())
        gap = f"beyond {COMMON}"
        yield f"{fit.profile:<{width}}  {fit.applicable:>16}  {fit.kept:>5}   {beyond:>{len(gap)}}   {total} ({levels})"


def _choice(planned: Plan) -> Iterator[str]:
    needed = f"a profile is proposed when {SHARE:.0%} of at least {LEAST} such rules are kept"
    chosen = next(fit for fit in planned.fits if fit.profile == planned.profile)
    if chosen.profile != COMMON:
        yield f"{chosen.profile} fits best: {_kept(chosen)}; {needed}."
    elif not planned.is_described:
        yield f"{COMMON} it is: without pyproject.toml or the like, rules about the project have nothing to judge."
    elif (near := nearest_fit(planned.fits)) is not None:
        yield f"{COMMON} it is: {needed}. {near.profile} comes nearest: {_kept(near)}."
    else:
        yield f"{COMMON} it is: {needed}, and there is too little here to tell."
    yield "`--profile NAME` adopts another one; `fastapi-lint profiles` tells what each is about."


def _kept(fit: Fit) -> str:
    return f"{fit.added_kept} of the {fit.added} rules that apply beyond {COMMON} are kept, {fit.share:.0%}"


def _change(path: str, *, is_new: bool, diff: str) -> list[str]:
    return [f"{'create' if is_new else 'update'} {path}", diff.rstrip("\n")]


def _baseline(planned: Plan, file: Path) -> Iterator[str]:
    found = Counter(d.rule for d in planned.accepted).most_common()
    yield f"create {relative(file)}"
    yield f"It accepts the {counted(len(planned.accepted), 'finding')} of today, so that new ones stand out:"
    yield from (f"{count:>7}  {rule}" for rule, count in found[:_MOST_RULES])
    if rest := found[_MOST_RULES:]:
        yield f"{sum(count for _, count in rest):>7}  of {counted(len(rest), 'other rule')}"
