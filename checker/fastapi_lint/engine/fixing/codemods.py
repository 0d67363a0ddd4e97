"""Finds the codemod that a fix names: one module of `fixes/` each."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

import libcst as cst

from fastapi_lint.model.errors import CatalogError, nearest

if TYPE_CHECKING:
    from fastapi_lint.engine.fixing.site import Site

_FIXES = "fastapi_lint.fixes"


class Codemod(Protocol):
    """A module of `fixes/`. `LEVEL` is the kind of node that changes: the anchored one or the nearest around it.

    `apply` gets that node as it is by now, changes inside it included, and returns its replacement;
    None when the change would be unsafe.
    """

    LEVEL: type[cst.CSTNode]

    def apply(self, site: Site, updated: cst.CSTNode) -> cst.CSTNode | None: ...


def names() -> tuple[str, ...]:
    """The names of all codemods."""
    spec = find_spec(_FIXES)
    folders = spec.submodule_search_locations if spec is not None else None
    return tuple(sorted(m.name for m in iter_modules(folders) if not m.ispkg))


@cache
def codemod(name: str) -> Codemod:
    """The codemod of this name; CatalogError names the nearest one when there is none."""
    if name not in names():
        raise CatalogError([f"no codemod is called `{name}`{nearest(name, names())}."])
    return cast("Codemod", import_module(f"{_FIXES}.{name}"))
