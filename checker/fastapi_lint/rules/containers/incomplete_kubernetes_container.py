"""A container in Kubernetes lacks probes, limits or a security context."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Container, Kubernetes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_PROBES = ("livenessProbe", "readinessProbe")
_SERVING = frozenset({"Deployment", "StatefulSet", "DaemonSet", "Rollout"})


def check(kubernetes: Kubernetes, project: Project) -> Iterator[Finding]:
    served = {path for route in project.routes for path in route.paths}
    for container in kubernetes.containers():
        name = container.node.text("name") or "this container"
        problems = {
            "probes": _probes(container) or _unserved(container, served),
            "resources": _resources(container),
            "security-context": _security(container),
        }
        for part, problem in problems.items():
            if problem:
                yield Finding.of(container, part=part, container=name, problem=problem)


def _probes(container: Container) -> str:
    if container.workload.text("kind") not in _SERVING or not container.node.elements("ports"):
        return ""
    missing = [f"no {probe}" for probe in _PROBES if not container.node.has(probe)]
    return f"has {' and '.join(missing)}, so nothing notices when it hangs" if missing else ""


def _unserved(container: Container, served: set[str]) -> str:
    """What a probe asks for that no route serves, when the other probe shows that the container is this service."""
    asked = {path for probe in _PROBES if (path := container.node.text(probe, "httpGet", "path"))}
    unknown = sorted(asked - served)
    if unknown and asked & served:
        return f"is asked for `{unknown[0]}`, which no route serves"
    return ""


def _resources(container: Container) -> str:
    missing = [kind for kind in ("cpu", "memory") if not container.node.has("resources", "limits", kind)]
    if len(missing) == 2:
        return "has no limits, so it may take what its neighbours need"
    return f"has no limits for {missing[0]}" if missing else ""


def _security(container: Container) -> str:
    contexts = [node for holder in (container.node, container.pod) if (node := holder.get("securityContext"))]
    if not contexts:
        return "has no security context, so it runs as root"
    if not any(c.text("runAsNonRoot") == "true" or c.text("runAsUser") not in ("", "0") for c in contexts):
        return "may run as root; set `runAsNonRoot: true`"
    if not any(c.text("allowPrivilegeEscalation") == "false" for c in contexts):
        return "may gain more rights; set `allowPrivilegeEscalation: false`"
    return ""
