"""Nothing asks the container whether it is well."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service) -> Iterator[Finding]:
    images = [d for d in service.dockerfiles if builds_python(d)]
    if not images:
        yield Finding.nothing("Dockerfile")
        return
    if any(d.effective("HEALTHCHECK") for d in images):
        return
    if next(s for s in service.project.services if images[0] in s.dockerfiles) is not service:
        return
    containers = [c for compose in service.composes for c in compose.services]
    if any(c.is_built and c.node.has("healthcheck") for c in containers):
        return
    pods = (pod for kubernetes in service.kubernetes for pod in kubernetes.containers())
    if not any(pod.node.has("livenessProbe") or pod.node.has("readinessProbe") for pod in pods):
        yield Finding.of(images[0], service=f"`{service.name}`")
