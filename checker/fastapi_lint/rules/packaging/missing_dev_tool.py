"""A tool that the guideline asks for is not among the development dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    declared = {r.name for m in service.manifests for r in m.requirements}
    for wanted in params.tools if declared else ():
        options = wanted.split("|")
        if declared.intersection(options) or (not params.declared_only and _is_run(service, options)):
            continue
        others = f" (or {', '.join(f'`{o}`' for o in options[1:])})" if options[1:] else ""
        yield Finding.of(service, part=options[0], tool=options[0], others=others)


def _is_run(service: Service, options: list[str]) -> bool:
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, options))})(?!\w)")
    hooks = service.precommit.hooks if service.precommit is not None else ()
    if any(words.search(f"{hook.id} {hook.repo.rpartition('/')[2]}") for hook in hooks):
        return True
    if any(words.search(line.text) for line in lines(service, "pipeline", "recipe")):
        return True
    return any(words.search(step.uses) for workflow in service.workflows for step in workflow.steps)
