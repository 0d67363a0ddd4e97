"""The pipeline does not run for a branch that the team works on."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.globs import glob
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    filters: list[Node] = []
    for workflow in service.workflows:
        for trigger in ("push", "pull_request", "pull_request_target"):
            node = workflow.root.get("on", trigger, "branches")
            if node is not None:
                filters.append(node)
            elif trigger in workflow.triggers and not workflow.root.has("on", trigger, "tags"):
                return
    patterns = list(dict.fromkeys(p for node in filters for p in node.texts()))
    for branch in params.branches if patterns else ():
        if not any(glob(pattern).fullmatch(branch) for pattern in patterns):
            named = ", ".join(f"`{p}`" for p in patterns[:5])
            yield Finding.of(filters[0], part=branch, branch=branch, named=named)
