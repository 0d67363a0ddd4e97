"""A capability is no package, or has no place for its services."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import folder_of_capability
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    found: dict[str, list[Module]] = {}
    for module in service.application_modules():
        root, capability = folder_of_capability(module, params.folders)
        if capability:
            found.setdefault(f"{root}/{capability}", []).append(module)
    files = set(service.files)
    for folder, modules in found.items():
        routing = [m for m in modules if any(r.module is m for r in service.routes)]
        at = (routing or sorted(modules, key=lambda m: m.path))[0]
        fact = at.imports[0] if at.imports else at
        name = folder.rpartition("/")[2]
        inside = [path.removeprefix(f"{folder}/") for path in files if path.startswith(f"{folder}/")]
        if f"{folder}/__init__.py" not in files and not _is_a_group(inside):
            yield Finding.of(fact, part="__init__.py", capability=name, missing="`__init__.py`")
        kept = [f"/{place}" for place in params.services]
        if routing and not any(place in f"/{path}" for path in inside for place in kept):
            yield Finding.of(fact, part="services", capability=name, missing=f"`{params.services[0]}`")


def _is_a_group(inside: list[str]) -> bool:
    """Whether a folder holds no module of its own, and packages instead: several capabilities under one word."""
    modules = [path for path in inside if path.endswith(".py")]
    return all("/" in path for path in modules) and any(path.endswith("/__init__.py") for path in modules)
