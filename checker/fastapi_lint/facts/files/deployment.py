"""Compose files and Kubernetes manifests."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class ComposeService(Record):
    """One service of a compose file; `node` is its mapping."""

    name: str
    node: Node

    @property
    def at(self) -> Location:
        """The line of its name."""
        return self.node.at

    @property
    def image(self) -> str:
        """The image, "" when it is only built."""
        return self.node.text("image")

    @property
    def is_built(self) -> bool:
        """Whether it is built from a Dockerfile here: the project's own code."""
        return self.node.has("build")

    @property
    def environment(self) -> dict[str, Node]:
        """Variables, whether written as a mapping or as a list; one without a value has the value None."""
        found = dict(self.node.items("environment"))
        for item in self.node.elements("environment"):
            key, _, value = item.text().partition("=")
            found[key] = Node(value, item.at, value)
        return found


class Compose(Record):
    """A compose file (docker-compose.yml, compose.yaml, …override.yml). `at` is its first line."""

    path: str
    at: Location
    root: Node

    @property
    def services(self) -> tuple[ComposeService, ...]:
        """Its services, those without a mapping left out."""
        return tuple(ComposeService(n, node) for n, node in self.root.items("services") if isinstance(node.value, dict))


class Container(Record):
    """A container of a workload; `pod` is the pod's spec around it, `workload` the whole document."""

    node: Node
    pod: Node
    workload: Node

    @property
    def at(self) -> Location:
        """Where the container begins."""
        return self.node.at


class Kubernetes(Record):
    """A file with Kubernetes objects: every document that has `apiVersion` and `kind`. `at` is its first line."""

    path: str
    at: Location
    documents: tuple[Node, ...]

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """The objects of these kinds."""
        return (d for d in self.documents if d.text("kind") in kinds)

    def containers(self) -> Iterator[Container]:
        """The containers of all workloads: pods, deployments, jobs and the like; init containers aside."""
        for document in self.documents:
            for way in (("spec",), ("spec", "template", "spec"), ("spec", "jobTemplate", "spec", "template", "spec")):
                pod = document.get(*way)
                if pod is not None:
                    yield from (Container(c, pod, document) for c in pod.elements("containers"))
