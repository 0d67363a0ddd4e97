"""Hot reload is switched by something else than its setting."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, Expr, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.runner import Runner, mentions_setting, runners
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(runners(project))
    yield from Finding.unless(met, "launcher")
    for runner in met:
        if params.server not in ("", runner.server) or runner.site.call.has_star:
            continue
        given = runner.site.call.keyword("reload")
        if given is None:
            yield Finding.of(runner, problem="does not set `reload`", setting=params.setting)
        elif _is_foreign(runner, given, params.setting):
            yield Finding.of(runner, problem="sets `reload` from something else", setting=params.setting)


def _is_foreign(runner: Runner, given: Expr, setting: str) -> bool:
    """Whether a value certainly does not come from the setting."""
    if isinstance(given, Name) and runner.function is not None:
        bound = [a.value for a in runner.function.body.assigns if given.id in a.names and a.value is not None]
        if len(bound) != 1:
            return False
        given = bound[0]
    if isinstance(given, Constant):
        return True
    return not isinstance(given, Name) and not mentions_setting(given, setting)
