"""The name of the template still stands in the service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Anchored, Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    if "template" in service.root:
        return
    names = list(_names(service))
    yield from Finding.unless(len(names) > 1, "file that names the service beside its manifest")
    for name, fact in names:
        token = next((t for t in params.tokens if name in (t, t.replace("-", "_"))), None)
        if token is not None:
            yield Finding.of(fact, token=name)


def _names(service: Service) -> Iterator[tuple[str, Anchored]]:
    """Every text that names the service, with its place."""
    for keys in (("project", "name"), ("tool", "poetry", "name")):
        node = service.manifest.root.get(*keys)
        if node is not None:
            yield node.text(), node
    for compose in service.composes:
        for container in compose.services:
            yield container.name, container
            yield container.node.text("container_name"), container
    for env in service.env_files:
        for entry in env.entries:
            yield entry.value, entry
    for kubernetes in service.kubernetes:
        for document in kubernetes.documents:
            yield document.text("metadata", "name"), document.get("metadata", "name") or document
    for model in service.project.models.values():
        if model.kind == "settings" and model.module in service.modules:
            for field in model.fields:
                given = field.value.argument(0, "default") if isinstance(field.value, Call) else field.value
                yield string(given) or "", field
