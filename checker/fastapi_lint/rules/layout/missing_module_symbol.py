"""A module lacks the class or function that it is there for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import lies_in
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    modules = list(service.application_modules())
    for line in params.symbols:
        places, _, names = line.partition(":")
        first, *others = (place.strip() for place in places.split("|"))
        there = [m for m in modules if any(lies_in(m.path, place) for place in (first, *others))]
        wanted = [name.strip() for name in names.split(",") if name.strip()]
        if not there:
            yield Finding.of(service, part=first, path=first, name=f"`{wanted[0]}`" if wanted else "anything")
        for name in wanted if there else ():
            if not any(_binds(module, alternative) for module in there for alternative in name.split("/")):
                yield Finding.of(there[0], part=first, path=first, name=f"`{name}`")


def _binds(module: Module, name: str) -> bool:
    """Whether the module defines, assigns or imports the name at its top."""
    defined = {f.name for f in module.functions if not f.owner} | {c.name for c in module.classes if not c.owner}
    assigned = {n for a in module.top.assigns for n in a.names}
    return name in defined | assigned | {i.bound for i in module.imports} or any(i.bound == "*" for i in module.imports)
