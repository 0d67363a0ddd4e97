"""A family of rules that catches bugs or old syntax is off."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_AIMS = {
    "E": "hold the style of PEP 8",
    "F": "find undefined and unused names",
    "I": "sort imports",
    "B": "find likely bugs",
    "UP": "bring syntax up to date",
    "S": "find holes in security",
    "ASYNC": "find blocking calls",
    "ANN": "ask for annotations",
}


def check(service: Service, params: Params) -> Iterator[Finding]:
    settings = service.tool("ruff")
    if settings is None:
        yield Finding.nothing("ruff configuration")
        return
    if settings.has("extend"):
        return
    selected = [*_codes(settings, "select"), *_codes(settings, "extend-select")]
    if not _given(settings, "select"):
        selected += ["E", "F"]
    ignored = [*_codes(settings, "ignore"), *_codes(settings, "extend-ignore")]
    for family in params.families:
        is_on = any(code == "ALL" or code.rstrip("0123456789") == family for code in selected)
        if not is_on or family in ignored:
            at = _given(settings, "select") or settings
            yield Finding.of(at, part=family, family=family, aim=_AIMS.get(family, "are agreed on"))


def _given(settings: Node, key: str) -> Node | None:
    return settings.get("lint", key) or settings.get(key)


def _codes(settings: Node, key: str) -> tuple[str, ...]:
    return (*settings.texts("lint", key), *settings.texts(key))
