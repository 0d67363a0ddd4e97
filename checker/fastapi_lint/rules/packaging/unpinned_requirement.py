"""Requirements have neither pins nor a lock file."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service) -> Iterator[Finding]:
    if service.repository_has("*.lock", "Pipfile.lock", "pylock.toml", "requirements*.lock", "constraints*.txt"):
        return
    for manifest in service.manifests:
        loose = [r for r in manifest.requirements if not r.group and r.specifier is not None and not r.is_bounded]
        if loose:
            others = f" and {len(loose) - 1} more" if len(loose) > 1 else ""
            yield Finding.of(loose[0], name=loose[0].name, others=others)
