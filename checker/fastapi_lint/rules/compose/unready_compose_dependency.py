"""A service starts before what it depends on answers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.deployment import Compose, ComposeService
from fastapi_lint.model.finding import Finding


def check(compose: Compose, params: Params) -> Iterator[Finding]:
    if ".devcontainer/" in compose.path:  # the editor's container only sleeps, whatever the database does
        return
    stores = {c.name: s for c in compose.services for s in params.stores if s in c.image.partition(":")[0]}
    built = [c for c in compose.services if c.is_built]
    needed = {name for c in built for name in _names(c)}
    for container in compose.services:
        kind = stores.get(container.name)
        if kind and built and (container.name in needed or len(built) == 1) and not container.node.has("healthcheck"):
            problem = f"`{container.name}` has no health check, so nothing can wait until it answers"
            yield Finding.of(container, part=kind, problem=problem)
    for container in built:
        for name in sorted(needed.intersection(_names(container), stores)):
            condition = container.node.text("depends_on", name, "condition")
            if condition != "service_healthy":
                at = container.node.get("depends_on") or container.node
                problem = f"`{container.name}` does not wait until `{name}` answers; write `service_healthy`"
                yield Finding.of(at, part=stores[name], problem=problem)
    if len(built) == 1 and stores and not built[0].node.has("depends_on"):
        names = ", ".join(f"`{name}`" for name in stores)
        problem = f"`{built[0].name}` does not wait for {names}; write `depends_on` with `service_healthy`"
        yield Finding.of(built[0], part=next(iter(stores.values())), problem=problem)


def _names(container: ComposeService) -> set[str]:
    return {*container.node.texts("depends_on"), *(name for name, _ in container.node.items("depends_on"))}
