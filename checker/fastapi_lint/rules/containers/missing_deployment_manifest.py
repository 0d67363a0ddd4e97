"""Nothing describes how the service runs in production."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_OTHERS = (
    *("Chart.yaml", "**/Chart.yaml", "kustomization.yaml", "**/kustomization.yaml", "skaffold.yaml", "**/*.tf"),
    *("fly.toml", "render.yaml", "app.yaml", "Procfile", "helmfile.yaml", "serverless.yml", "**/*.nomad", "cdk.json"),
)


def check(service: Service) -> Iterator[Finding]:
    if service.kubernetes or service.repository_has(*_OTHERS):
        return
    if not any(c.node.has("deploy") for compose in service.composes for c in compose.services):
        yield Finding.of(service, service=f"`{service.name}`")
