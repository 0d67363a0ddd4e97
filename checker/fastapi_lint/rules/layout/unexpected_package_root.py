"""The application's code does not lie where the guideline looks for it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    below = service.package.removeprefix(service.root).strip("/")
    layout = _layout(below)
    if layout not in params.layouts:
        wanted = " or ".join(params.layouts)
        yield Finding.of(service.app, part="layout", how=f"lies in a {layout} layout instead of {wanted}")
    name = below.rpartition("/")[2]
    if params.package and name and name not in ("src", params.package) and layout != "flat":
        yield Finding.of(service.app, part="name", how=f"lies in `{name}` instead of `{params.package}`")


def _layout(below: str) -> str:
    """flat: modules in the root or straight in src; src: a package in src; package: a package in the root."""
    if not below:
        return "flat"
    folders = below.split("/")
    return "src" if folders[0] == "src" else "package"
