"""Which paths of a repository belong to one of its services, and which serve all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SHARED = (
    *(".github/", ".gitlab/", ".vscode/", ".devcontainer/", ".docker/", "docker/", "dockerfiles/"),
    *("compose/", "deploy/", "deployment/", "deployments/", "infra/", "ops/", "k8s/", "kubernetes/", "helm/"),
    *("charts/", "docs/"),
)
"""Folders of a repository that serve all of its services."""


class Territory:
    """`root` is the service's folder, "" for the project's own root; `others` are the roots of services below it."""

    def __init__(self, root: str, others: tuple[str, ...]) -> None:
        self.root = root
        self.others = others

    def owns(self, path: str) -> bool:
        """Whether a path lies in its folder and in no other service."""
        inside = not self.root or path.startswith(f"{self.root}/")
        return inside and not path.startswith("../") and not any(path.startswith(f"{o}/") for o in self.others)

    def shares(self, path: str, paths: Iterable[str]) -> bool:
        """Whether a path belongs to the repository around it; `paths` are all that are known."""
        for above in self.folders_above(paths):
            rest = path[len(above) :]
            if path.startswith(above) and ("/" not in rest or rest.startswith(_SHARED)):
                return True
        return False

    def folders_above(self, paths: Iterable[str]) -> Iterator[str]:
        """The folders around its root with a final `/`, the nearest first: "backend/", "", "../"."""
        parts = self.root.split("/")[:-1] if self.root else []
        for n in range(len(parts), 0, -1):
            yield "/".join(parts[:n]) + "/"
        if self.root:
            yield ""
        outer = [p.rpartition("/")[0] for p in paths if p.startswith("../")]
        levels = max((folder.split("/").count("..") for folder in outer), default=0)
        yield from ("../" * n for n in range(1, levels + 1))

    def below(self, path: str) -> str:
        """A path relative to its root, as seen from the project's."""
        return f"{self.root}/{path}" if self.root else path
