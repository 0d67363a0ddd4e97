"""A model is not exported from the package of models."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, project: Project, params: Params) -> Iterator[Finding]:
    folder, _, name = model.module.path.rpartition("/")
    init = project.modules.get(f"{folder}/__init__.py")
    if model.kind != "orm" or init is None or name == "__init__.py":
        return
    if folder.rpartition("/")[2] not in params.packages or model.class_.field("__tablename__") is None:
        return
    homes = [init, *(m for p, m in project.modules.items() if p.startswith(f"{folder}/") and "all" in p)]
    if not any(_imports(home, model.module, model.name) or _finds_modules(home) for home in homes):
        yield Finding.of(model, name=model.name, init=init.path)


def _imports(init: Module, module: Module, name: str) -> bool:
    targets = {i.target for i in init.imports}
    return bool({f"{module.name}.{name}", f"{module.name}.*", module.name} & targets) or name in init.bindings


def _finds_modules(init: Module) -> bool:
    return any("pkgutil" in i.target or "importlib" in i.target or i.bound == "*" for i in init.imports)
