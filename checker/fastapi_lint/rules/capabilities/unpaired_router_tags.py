"""The tags of a router do not name its layer and itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import layer_of
from fastapi_lint.facts.expression import Sequence, string
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(router: Router, project: Project, params: Params) -> Iterator[Finding]:
    tags = router.option("tags")
    layer = layer_of(project, router.module, params.layers, params.layers)
    if router.is_app or not layer or not isinstance(tags, Sequence):
        return
    names = [string(item) for item in tags.items]
    if None in names or not names:
        return
    plain = [(n or "").lower() for n in names]
    if layer not in plain or len(set(plain)) == 1:
        shown = ", ".join(f"`{n}`" for n in names)
        yield Finding.of(router, tags=shown, layer=layer)
