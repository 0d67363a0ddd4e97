"""A module that its package keeps to itself is imported from outside."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project) -> Iterator[Finding]:
    for module in service.application_modules():
        package = module.name if module.is_package else module.name.rpartition(".")[0]
        seen: set[str] = set()
        for imported in module.imports:
            holder = imported.target if imported.target in project.named else imported.target.rpartition(".")[0]
            owner, _, name = holder.rpartition(".")
            if holder not in project.named or not name.startswith("_") or name.startswith("__") or not owner:
                continue
            if package != owner and not package.startswith(f"{owner}.") and holder not in seen:
                seen.add(holder)
                yield Finding.of(imported, name=holder, package=owner)
