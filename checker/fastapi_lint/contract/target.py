"""Which app a project serves, and from which folder it is imported."""

from __future__ import annotations

import tomllib
from pathlib import Path

from fastapi_lint.facts.code import Role
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.errors import TargetError
from fastapi_lint.model.record import record


@record(eq=True)
class Target:
    """`app` is `module:attr`, called when it is a `factory`; `paths` are searched for its module."""

    app: str
    factory: bool
    paths: tuple[Path, ...]
    router: Router | None = None


def find_target(root: Path, asked: str, project: Project) -> Target:
    """The app that was asked for, else the entrypoint in pyproject.toml, else the one that serves the most routes.

    Raises TargetError when there is none.
    """
    router = _main_app(project)
    name = asked or _entrypoint(root)
    if name:
        module = name.partition(":")[0]
        named = name if ":" in name else f"{name}:app"
        return Target(named.removesuffix("()"), named.endswith("()"), _paths(root, project, module), router)
    if router is None:
        raise TargetError(
            f"{root}: no FastAPI app was found; pass it as `fastapi-lint contract package.module:app`, or set "
            "`app` in [tool.fastapi-lint]."
        )
    module, attribute, factory = _named(router, project)
    return Target(f"{module}:{attribute}", factory, _paths(root, project, module), router)


def _entrypoint(root: Path) -> str:
    try:
        data = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    found = data.get("tool", {}).get("fastapi", {}).get("entrypoint", "")
    return found if isinstance(found, str) else ""


def _main_app(project: Project) -> Router | None:
    """The app with the most routes below it; a module-level one before a factory's."""
    apps = [r for r in project.routers.values() if r.is_app and r.module.role is Role.APPLICATION]
    mounted = {m.child for m in project.mounts}

    def rank(app: Router) -> tuple[bool, int, bool, str]:
        served = len(project.served.get(app.symbol, ()))
        return app.symbol not in mounted, served, app.function is None, app.symbol

    return max(apps, key=rank, default=None)


def _named(router: Router, project: Project) -> tuple[str, str, bool]:
    """(module, attribute, factory) of an app. One that a function makes is taken from the name that it is given to."""
    module = router.module
    if router.function is None:
        return module.name, router.symbol.removeprefix(f"{module.name}."), False
    for other in project.modules.values():
        for assign in other.top.assigns:
            target = getattr(getattr(assign.value, "func", None), "target", "")
            local = getattr(getattr(assign.value, "func", None), "id", "")
            same = (
                project.follow(target) == router.function.symbol
                if target
                else other is module and local == router.function.name
            )
            if same and len(assign.names) == 1:
                return other.name, assign.names[0], False
    return module.name, router.function.name, True


def _paths(root: Path, project: Project, module: str) -> tuple[Path, ...]:
    """The folder above the module's package, then the usual ones."""
    found = [root, root / "src"]
    known = project.named.get(module)
    if known is not None:
        path = Path(known.path)
        parts = module.count(".") + (2 if known.is_package else 1)
        depth = len(path.parts) - parts
        if depth >= 0:
            found.insert(0, root.joinpath(*path.parts[:depth]))
    else:
        found += [p.parent for p in root.glob("*/pyproject.toml")]
    return tuple(dict.fromkeys(found))
