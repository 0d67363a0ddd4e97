"""The decorator that logs a call is not told what to read from it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import config_of, log_decorator
from fastapi_lint.facts.code import Decorator, Function
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    decorator = log_decorator(project, function, params.decorators)
    if decorator is None:
        yield Finding.nothing("function whose calls are logged")
        return
    if decorator.call is not None and decorator.call.has_star:
        return
    for part, problem in _problems(project, decorator, params):
        name = decorator.target.rpartition(".")[2]
        yield Finding.of(decorator, part=part, decorator=name, function=function.name, problem=problem)


def _problems(project: Project, decorator: Decorator, params: Params) -> Iterator[tuple[str, str]]:
    maker = project.function(decorator.target)
    taken = {p.name for p in maker.params} if maker is not None else {params.level, params.config}
    given = {a.keyword for a in decorator.call.args} if decorator.call is not None else set()
    positional = decorator.call is not None and any(not a.keyword for a in decorator.call.args)
    if params.level in taken - given and not positional:
        yield "level", f"names no `{params.level}`"
    if params.config in taken - given and not positional:
        yield "config", f"has no `{params.config}`"
    config = config_of(decorator, params.config)
    if config is not None and not config.has_star and all(a.keyword for a in config.args):
        for hook in params.hooks:
            if config.keyword(hook) is None:
                yield hook, f"has no `{hook}` in its `{params.config}`"
