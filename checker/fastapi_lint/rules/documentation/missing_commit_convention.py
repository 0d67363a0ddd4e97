"""Nothing holds commit messages to the convention."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_CONFIGS = ("commitlint.config.*", ".commitlintrc*", ".gitlint", ".cz.*", ".cz.toml", "cz.*", ".commitsar*", "cog.toml",
            "release-please-config.json", ".releaserc*", ".github/semantic.y*ml")  # fmt: skip


def check(service: Service, params: Params) -> Iterator[Finding]:
    hooked = service.precommit is not None and service.precommit.hook(*params.hooks) is not None
    tools = any(service.tool(tool) is not None for tool in ("commitizen", "gitlint", "semantic_release"))
    words = [step.uses for w in service.workflows for step in w.steps]
    words += [c.text for w in service.workflows for c in w.commands]
    acted = any(name in word for word in words for name in params.actions)
    if not (hooked or tools or acted or service.repository_has(*_CONFIGS)):
        yield Finding(service.at, {"service": service.name})
