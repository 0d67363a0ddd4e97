"""A check does not run when somebody commits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.pipeline import Precommit, PrecommitHook
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_SCRIPT = re.compile(
    r"(?:\b(?:make|just|task|tox|nox|bin/|scripts/)|\.sh\b).*(?:check|lint|format|style)|(?:lint|format|check)\S*\.sh"
)
"""A local hook that leaves to a recipe or script which tools it runs."""
_OTHERS = ("lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".husky/", ".pre-commit-config.yml", "prek.toml")


def check(service: Service, params: Params) -> Iterator[Finding]:
    config = service.precommit
    if config is None:
        if not service.repository_has(*_OTHERS):
            problem = f"`{service.name}` has no `.pre-commit-config.yaml`, so nothing is checked before a commit"
            yield Finding.of(service, problem=problem)
        return
    for wanted in params.hooks:
        names = wanted.split("|")
        hook = _hook(config, names)
        if hook is None:
            problem = f"no hook `{names[0]}` runs when somebody commits"
            yield Finding.of(config, part=names[0], problem=problem)
        elif hook.node.texts("stages") == ("manual",):
            problem = f"`{hook.id}` runs by hand only; remove its stages"
            yield Finding.of(hook, part=names[0], problem=problem)


def _hook(config: Precommit, names: list[str]) -> PrecommitHook | None:
    """The hook of one of these ids, or a local one whose command says the same."""
    commands = [name.replace("-", " ") for name in names if "-" in name]
    for hook in config.hooks:
        entry = f"{hook.node.text('entry')} {' '.join(hook.node.texts('args'))}"
        if hook.id in names or any(command in entry for command in commands) or _SCRIPT.search(entry):
            return hook
    return None
