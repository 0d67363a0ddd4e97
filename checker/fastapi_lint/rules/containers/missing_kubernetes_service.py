"""A workload in Kubernetes cannot be found by its name."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_WORKERS = ("worker", "beat", "scheduler", "cron", "migrat", "consumer")


def check(service: Service) -> Iterator[Finding]:
    files = service.kubernetes
    selectors = [dict(_texts(s.get("spec", "selector"))) for file in files for s in file.of_kind("Service")]
    for file in files:
        for workload in file.of_kind("Deployment", "StatefulSet"):
            labels = dict(_texts(workload.get("spec", "template", "metadata", "labels")))
            containers = workload.elements("spec", "template", "spec", "containers")
            name = workload.text("metadata", "name")
            if not labels or not any(c.elements("ports") for c in containers) or any(w in name for w in _WORKERS):
                continue
            if not any(s and s.items() <= labels.items() for s in selectors):
                at = workload.get("kind") or workload
                yield Finding.of(at, name=name)


def _texts(node: Node | None) -> Iterator[tuple[str, str]]:
    for key, value in node.items() if node is not None else ():
        yield key, value.text()
