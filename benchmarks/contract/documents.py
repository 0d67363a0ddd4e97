"""How long the rules about OpenAPI documents take, for a document of any size."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.config import Config
from fastapi_lint.contract.observing import facts
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.contract.exchange import Observed
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.location import Location
from fastapi_lint.source.discover import discover
from fastapi_lint.source.scan import scan


def rules_on(raw: dict[str, Any], folder: Path) -> float:
    """Seconds that all rules of `principles` about documents take on this one."""
    config = Config(root=folder, profile="principles")
    active = pair(r for r in active_rules(catalog(None), config).values() if r.enforced_by == "openapi")
    project = scan(
        folder, discover(folder), lambda function, items, _: [function(i) for i in items], frozenset()
    ).project
    started = time.perf_counter()
    project.observed = Observed(facts([Document(raw, Location("main.py"))]))
    dispatch(active, project)
    return time.perf_counter() - started


def grown(raw: dict[str, Any], size: int) -> dict[str, Any]:
    """The document with its paths under more and more prefixes, until it has that many bytes."""
    found = copy.deepcopy(raw)
    number = 0
    while len(json.dumps(found)) < size:
        number += 1
        found["paths"] |= {f"/v{number}{path}": copy.deepcopy(item) for path, item in raw["paths"].items()}
    return found
