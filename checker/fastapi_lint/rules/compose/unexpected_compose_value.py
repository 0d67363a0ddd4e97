"""A compose file lacks an agreed variable or port."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.deployment import Compose, ComposeService
from fastapi_lint.facts.files.ports import published
from fastapi_lint.model.finding import Finding

_APPS = frozenset({"app", "api", "web", "backend", "server", "service", "fastapi"})


def check(compose: Compose, params: Params) -> Iterator[Finding]:
    if "override" in compose.path:  # says only what differs
        return
    apps = _apps(compose)
    for container in apps:
        for name, value in params.environment.items():
            yield from _variable(container, name, value)
    for name, mapping in params.ports.items():
        containers = apps if name == "app" else [c for c in compose.services if _is(c, name)]
        for container in containers if len(containers) == 1 else ():
            found = [p.mapping for p in published(container)]
            if mapping not in found and not any("$" in f for f in found):
                at = container.node.get("ports") or container.node
                problem = f"`{container.name}` does not publish {mapping}"
                yield Finding.of(at, part=f"{name}:{mapping}", problem=problem)


def _apps(compose: Compose) -> list[ComposeService]:
    """The services that run the application: those that are called so, or the only one that is built here."""
    built = [c for c in compose.services if c.is_built]
    return [c for c in built if c.name in _APPS] or (built if len(built) == 1 else [])


def _is(container: ComposeService, name: str) -> bool:
    return name in (container.name, container.image.partition(":")[0])


def _variable(container: ComposeService, name: str, value: str) -> Iterator[Finding]:
    part, node = f"{name}={value}", container.environment.get(name)
    if node is None and not container.node.has("env_file"):
        yield Finding.of(container, part=part, problem=f"`{container.name}` does not set `{part}`")
    elif node is not None and node.text() != value and "$" not in node.text():
        problem = f"`{container.name}` sets `{name}` to `{node.text()}` instead of `{value}`"
        yield Finding.of(node, part=part, problem=problem)
