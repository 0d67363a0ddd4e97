"""Where a service stores personal data."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.files.service import Service


def personal_columns(service: Service, names: Collection[str]) -> Iterator[tuple[Class, Field]]:
    """The columns of tables whose names say that they hold data about a person."""
    hierarchy = service.project.hierarchy
    for module in service.application_modules():
        for class_ in module.classes:
            if hierarchy.is_orm(class_):
                yield from ((class_, field) for field in class_.fields if field.name.lower() in names)
