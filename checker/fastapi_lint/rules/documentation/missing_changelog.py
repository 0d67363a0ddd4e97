"""A service has no changelog, or nobody but people writes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_FILES = (
    *("CHANGELOG*", "CHANGES*", "HISTORY*", "NEWS*", "RELEASES*", "changelog/**"),
    *("release-notes*", "RELEASE_NOTES*", "RELEASE-NOTES*"),
    *("docs/**/changelog*", "docs/**/CHANGELOG*", "docs/**/changelog/**"),
)
_CONFIGS = ("cliff.toml", "release-please-config.json", ".release-please-manifest.json", ".releaserc*",
            "release.config.*", ".cz.*", ".cz.toml", "cz.*", "towncrier.toml", ".changelogrc*", ".versionrc*",
            ".github/release-drafter.y*ml", ".changeset/**", "newsfragments/**", "changelog.d/**")  # fmt: skip


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not service.repository_has(*_FILES):
        yield Finding(service.at, {"problem": f"`{service.name}` has no changelog"}, part="file")
    if not service.repository_has(*_CONFIGS) and not _generates(service, params):
        yield Finding(service.at, {"problem": f"nothing generates the changelog of `{service.name}`"}, part="generator")


def _generates(service: Service, params: Params) -> bool:
    """Whether a tool's table, an action or a command makes the changelog."""
    if any(service.tool(tool) is not None for tool in params.tools):
        return True
    tools = service.manifest.root.get("tool")
    if tools is not None and any("changelog" in key for path, _ in tools.walk() for key in path):
        return True
    texts = [step.uses for w in service.workflows for step in w.steps]
    texts += [c.text for w in service.workflows for c in w.commands]
    texts += [line.text for m in service.makefiles for t in m.targets for line in t.recipe]
    return any(word in text for text in texts for word in params.commands)
