"""The result of a call is logged by a processor that does not know its backend."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import config_of, log_decorator
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, root_name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    decorator = log_decorator(project, function, params.decorators)
    config = config_of(decorator, params.config) if decorator is not None else None
    backend = _backend(project, function, params) if config is not None else ""
    if decorator is None or config is None or config.has_star or not backend:
        yield Finding.nothing("logged call of a database or an image generator")
        return
    given = config.keyword(params.hook) or _by_position(config, params.hook)
    if given is None and any(not a.keyword for a in config.args):
        return
    name = (given.target if isinstance(given, Call) else target_of(given)).rpartition(".")[2]
    wanted = params.processors.get(backend, "")
    if given is None or (name and wanted.lower() not in name.lower()):
        how = f"by `{name}`" if name else f"without a `{params.hook}`"
        yield Finding.of(decorator, part=backend, function=function.name, backend=backend, how=how)


def _by_position(config: Call, hook: str) -> Expr | None:
    """The argument without a keyword whose class is called what the hook is: a `…Processor`."""
    kind = hook.rpartition("_")[2]
    built = (a.value for a in config.args if not a.keyword and isinstance(a.value, Call))
    return next((call for call in built if call.target.lower().endswith(kind)), None)


def _backend(project: Project, function: Function, params: Params) -> str:
    """The first backend whose client the function calls."""
    clients: dict[str, tuple[str, ...]] = params.clients
    for backend, marks in clients.items():
        for site in function.body.calls:
            owner = site.call.func.value if isinstance(site.call.func, Attribute) else None
            if owner is None:
                continue
            type_, root = project.types.of(owner, function), root_name(owner).lower()
            starts = tuple(m for m in marks if m.endswith("."))
            names = [m for m in marks if not m.endswith(".")]
            if (type_.startswith(starts) and starts and not type_.endswith("Response")) or any(
                n in root for n in names
            ):
                return backend
    return ""
