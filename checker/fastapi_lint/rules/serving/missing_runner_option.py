"""The launcher takes no option for the address or the workers, or does not pass it on."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.runner import Runner, options_of, runners
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(runners(project))
    yield from Finding.unless(met, "launcher")
    for runner in met:
        if runner.server != params.server or runner.site.call.has_star:
            continue
        declared = options_of(runner.module)
        for imported in runner.module.imports:
            module = project.named.get(imported.target.rpartition(".")[0]) or project.named.get(imported.target)
            declared |= options_of(module) if module is not None and "cli" in module.name else frozenset()
        for option, keywords in params.options.items():
            if option not in declared:
                yield Finding.of(runner, part=option, problem=f"takes no `{option}`")
            elif not _is_passed(runner, keywords):
                yield Finding.of(runner, part=option, problem=f"takes `{option}` and does not pass it on")


def _is_passed(runner: Runner, keywords: tuple[str, ...]) -> bool:
    values = [runner.site.call.keyword(k) for k in keywords]
    return any(v is not None and not isinstance(v, Constant) for v in values)
