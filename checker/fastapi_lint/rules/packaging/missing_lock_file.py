"""Nothing records the versions that are installed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    if service.repository_has(*(name for name in params.locks if " " not in name)):
        return
    if "pinned requirements" in params.locks and _has_pins(service):
        return
    if any(manifest.requirements for manifest in service.manifests):
        names = [f"`{name}`" for name in params.locks[:3] if " " not in name]
        yield Finding.of(service, service=service.name, locks=" or ".join(names))


def _has_pins(service: Service) -> bool:
    """Whether a requirements file names exact versions only."""
    files = [m.requirements for m in service.manifests if m.kind == "requirements"]
    return any(f and all(r.is_pinned or r.url for r in f) for f in files)
