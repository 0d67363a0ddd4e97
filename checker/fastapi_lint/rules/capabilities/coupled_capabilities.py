"""Two capabilities import each other."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import folder_of_capability
from fastapi_lint.facts.code import Import, Module, Role
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    edges: dict[tuple[str, str], tuple[Import, Module]] = {}
    for module in project.modules.values():
        root, capability = folder_of_capability(module, params.folders)
        if not capability or module.role is not Role.APPLICATION:
            continue
        for imported in (*module.imports, *(i for b in module.scopes() for i in b.imports)):
            other = _module(project, imported)
            other_root, name = folder_of_capability(other, params.folders) if other is not None else ("", "")
            if name and name != capability and other_root == root and not imported.guard:
                edges.setdefault((f"{root}/{capability}", f"{root}/{name}"), (imported, module))
    for (one, two), (imported, _) in edges.items():
        back = edges.get((two, one))
        if back is not None:
            names = [path.rpartition("/")[2] for path in (one, two)]
            yield Finding.of(imported, capability=names[0], other=names[1], back=back[1].path)


def _module(project: Project, imported: Import) -> Module | None:
    """The project module that an import names, or takes a name from."""
    target = project.follow(imported.target.removesuffix(".*"))
    while target:
        if target in project.named:
            return project.named[target]
        target = target.rpartition(".")[0]
    return None
