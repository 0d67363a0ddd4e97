"""Whether a service does the kind of work that a requirement is about."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service

_PARAMETER = "param:"
_DISTRIBUTION = "dist:"


def uses_any(service: Service, conditions: Collection[str]) -> bool:
    """Whether the service imports one of these packages.

    `param:limit` asks for a route with such a parameter, `dist:redis` for a requirement. Without conditions it is so.
    """
    if not conditions:
        return True
    names = {c.removeprefix(_PARAMETER) for c in conditions if c.startswith(_PARAMETER)}
    if names and any(param.name in names for route in service.routes for param in route.params):
        return True
    if service.requires(*(c.removeprefix(_DISTRIBUTION) for c in conditions if c.startswith(_DISTRIBUTION))):
        return True
    packages = [c for c in conditions if ":" not in c]
    imported = {i.target for m in service.application_modules() for i in m.imports}
    return any(target == package or target.startswith(f"{package}.") for target in imported for package in packages)
