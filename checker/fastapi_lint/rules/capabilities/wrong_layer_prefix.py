"""A router answers outside the paths of its layer."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import (
    full_prefixes,
    is_prefix_name,
    layer_of,
    names_in,
    prefix_constants,
    routes_of,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for constant in prefix_constants(project):
        layer = next((name for name, allowed in params.constants.items() if constant.name in allowed), "")
        path = params.paths.get(layer, "")
        if path and not _is_below(constant.value, path):
            what = f"`{constant.name}` is `{constant.value}`"
            yield Finding.of(constant, part=layer, what=what, layer=layer, path=path)
    for router in project.routers.values() if prefix_constants(project) else ():
        if not router.is_app and router.option("prefix") is not None:
            yield from _judge(project, router, params)


def _judge(project: Project, router: Router, params: Params) -> Iterator[Finding]:
    layer = layer_of(project, router.module, tuple(params.paths), params.outer)
    names = {n for n in names_in(router.option("prefix")) if is_prefix_name(n)}
    allowed = params.constants.get(layer, ())
    if not layer or names.intersection(allowed):
        return
    path = params.paths[layer]
    full = full_prefixes(project, router) if routes_of(project, router) or not _is_joined(project, router) else set()
    foreign = sorted(n for other, constants in params.constants.items() if other != layer for n in constants)
    wrong = sorted(names.intersection(foreign))
    if full and all(_is_below(p, path) and not _is_elsewhere(p, path, params) for p in full):
        return
    if full or wrong:
        what = f"the router answers at `{min(full)}`" if full else f"the router starts with `{wrong[0]}`"
        yield Finding.of(router, part=layer, what=what, layer=layer, path=path)


def _is_joined(project: Project, router: Router) -> bool:
    """Whether the router only passes the routes of others on, so that its own prefix is a part of theirs."""
    return any(router.symbol in (m.parent, m.child) for m in project.mounts)


def _is_below(prefix: str, path: str) -> bool:
    return prefix == path or prefix.startswith(path + "/")


def _is_elsewhere(prefix: str, path: str, params: Params) -> bool:
    """Whether a longer path of another layer fits better."""
    return any(len(p) > len(path) and p.startswith(path) and _is_below(prefix, p) for p in params.paths.values())
