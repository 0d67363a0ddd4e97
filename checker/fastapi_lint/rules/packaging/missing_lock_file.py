"""Nothing records the versions that are installed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "pixi.lock", "conda-lock.yml")


def check(service: Service, params: Params) -> Iterator[Finding]:
    if service.repository_has(*(name for name in params.locks if " " not in name)):
        return
    if "pinned requirements" in params.locks and _has_pins(service):
        return
    if any(manifest.requirements for manifest in service.manifests):
        names = [f"`{name}`" for name in params.locks[:3] if " " not in name]
        other = next((lock for lock in _LOCKS if service.repository_has(lock)), "")
        newest = ", so every build installs what is newest that day"
        if _has_pins(service):
            newest = "; its requirements pin only what they name"
        consequence = f"; `{other}` is another manager's" if other else newest
        yield Finding.of(service, service=service.name, locks=" or ".join(names), consequence=consequence)


def _has_pins(service: Service) -> bool:
    """Whether a requirements file names exact versions only."""
    files = [m.requirements for m in service.manifests if m.kind == "requirements"]
    return any(f and all(r.is_pinned or r.url for r in f) for f in files)
