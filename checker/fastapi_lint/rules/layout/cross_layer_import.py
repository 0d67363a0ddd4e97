"""A layer imports another one that it must not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Import, Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.layout.homes import is_home, read_homes
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    layers = read_homes(params.layers)
    met = {_layer(layers, service.within(module.path)) for module in service.application_modules()}
    for layer in layers.keys() - met:
        yield Finding.nothing(f"layer {layer}", layer)
    if not met & layers.keys():
        yield Finding.nothing("layer")
    for module in service.application_modules():
        importing = _layer(layers, _own_place(service, module))
        for line in params.forbidden if importing else ():
            source, _, targets = (part.strip() for part in line.partition("->"))
            if source != importing:
                continue
            wanted = [t.strip() for t in targets.split(",")]
            for imported in module.imports:
                hit = _hit(service, module, imported, wanted, layers, params.allowed)
                if hit and not imported.guard and not _is_inside(service, imported, layers[importing]):
                    yield Finding.of(imported, part=importing, layer=importing, imported=imported.target, forbidden=hit)


def _layer(layers: dict[str, tuple[str, ...]], path: str) -> str:
    return next((layer for layer, places in layers.items() if is_home(path, places)), "")


def _own_place(service: Service, module: Module) -> str:
    """The path that says the layer: only the file's name in a domain's package, whatever the domain is called."""
    folder, _, name = module.path.rpartition("/")
    domain = all(f"{folder}/{part}.py" in service.project.modules for part in ("router", "service"))
    return name if domain else service.within(module.path)


def _is_inside(service: Service, imported: Import, places: Sequence[str]) -> bool:
    """Whether what is imported lies in the importing layer too, under another name."""
    names = (imported.target, imported.target.rpartition(".")[0])
    named = service.project.named
    return any(name in named and is_home(service.within(named[name].path), places) for name in names)


def _hit(
    service: Service,
    module: Module,
    imported: Import,
    wanted: Sequence[str],
    layers: dict[str, tuple[str, ...]],
    allowed: Sequence[str],
) -> str:
    """The forbidden layer or package that the import reaches; "" when it reaches none."""
    if any(_is_within(imported.target, name) for name in allowed):
        return ""
    target = imported.target.removesuffix(".*")
    project = service.project
    for name in (target, target.rpartition(".")[0]):
        if name in project.named:
            path = project.named[name].path
            layer = _layer(layers, service.within(path))
            if layer not in wanted and "domains" in wanted and _is_domain(project, module, path, layers):
                return "domains"
            return layer if layer in wanted else ""
    return next((name for name in wanted if name not in layers and _is_within(target, name)), "")


def _is_domain(project: Project, module: Module, path: str, layers: dict[str, tuple[str, ...]]) -> bool:
    """Whether a module with routes lies beside the file, in a folder that does not hold the importing module."""
    folder = path.rpartition("/")[0]
    names = [place for place in layers.get("routes", ()) if "/" not in place]
    beside = (m.path for m in project.application_modules() if m.path.rpartition("/")[0] == folder)
    return not module.path.startswith(f"{folder}/") and any(is_home(other, names) for other in beside)


def _is_within(target: str, package: str) -> bool:
    return target == package or target.startswith(f"{package}.")
