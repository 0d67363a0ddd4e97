"""Which app a project serves, and from which folder it is imported."""

from __future__ import annotations

import tomllib
from pathlib import Path

from fastapi_lint.facts.code import Function, Module, Role
from fastapi_lint.facts.expression import Call, Expr, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.errors import TargetError
from fastapi_lint.model.record import Record

_USUAL_MODULES = ("main", "app", "api", "asgi", "server")
_USUAL_NAMES = ("app", "application", "api")


class Target(Record, eq=True):
    """`app` is `module:attr`, called when it is a `factory`; `paths` are searched for its module."""

    app: str
    factory: bool
    paths: tuple[Path, ...]
    router: Router | None = None


def find_target(root: Path, asked: str, project: Project) -> Target:
    """The app that was asked for, else the entrypoint in pyproject.toml, else the one that serves the most routes.

    Raises TargetError when there is none.
    """
    name = asked or _entrypoint(root)
    if name:
        named = name if ":" in name else f"{name}:app"
        return Target(named.removesuffix("()"), named.endswith("()"), _usual_paths(root), _named_app(named, project))
    router = _main_app(project)
    found = _named(router, project) if router is not None else _usual_name(project)
    if found is None:
        raise TargetError(
            f"{root}: no FastAPI app was found; pass it as `fastapi-lint contract package.module:app`, or set "
            "`app` in [tool.fastapi-lint]."
        )
    home, attribute, factory = found
    above = _import_root(root, home)
    module = home.name.removeprefix(".".join([*above.relative_to(root).parts, ""]))
    return Target(f"{module}:{attribute}", factory, (above, *_usual_paths(root)), router)


def _entrypoint(root: Path) -> str:
    try:
        found: object = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    for key in ("tool", "fastapi", "entrypoint"):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def _named_app(named: str, project: Project) -> Router | None:
    """The app of that name, or that the factory of that name makes, in whatever folder; else the only one."""
    wanted = named.removesuffix("()").replace(":", ".")
    apps = _apps(project)
    for router in apps:
        home, attribute, _ = _named(router, project)
        if f".{home.name}.{attribute}".endswith(f".{wanted}"):
            return router
    return apps[0] if len(apps) == 1 else None


def _apps(project: Project) -> list[Router]:
    return [r for r in project.routers.values() if r.is_app and r.module.role is Role.APPLICATION]


def _main_app(project: Project) -> Router | None:
    """The app with the most routes below it; a module-level one before a factory's."""
    apps = _apps(project)
    mounted = {m.child for m in project.mounts}

    def rank(app: Router) -> tuple[bool, int, bool, str]:
        served = len(project.served.get(app.symbol, ()))
        return app.symbol not in mounted, served, app.function is None, app.symbol

    return max(apps, key=rank, default=None)


def _usual_name(project: Project) -> tuple[Module, str, bool] | None:
    """As below, what a module of a usual name calls its app, made by a library, so that nothing here shows its kind."""
    for name in _USUAL_MODULES:
        for module in sorted(project.modules.values(), key=lambda m: m.name.count(".")):
            if module.name.rpartition(".")[2] == name and module.role is Role.APPLICATION:
                given = {n for a in module.top.assigns if isinstance(a.value, Call) for n in a.names}
                if found := next((n for n in _USUAL_NAMES if n in given), None):
                    return module, found, False
    return None


def _named(router: Router, project: Project) -> tuple[Module, str, bool]:
    """(module, attribute, factory) of an app. One that a function makes is taken from the name that it is given to."""
    module = router.module
    if router.function is None:
        return module, router.symbol.removeprefix(f"{module.name}."), False
    for other in project.modules.values():
        for assign in other.top.assigns:
            if len(assign.names) == 1 and _calls(assign.value, router.function, other is module, project):
                return other, assign.names[0], False
    return module, router.function.name, True


def _calls(value: Expr | None, function: Function, here: bool, project: Project) -> bool:  # noqa: FBT001
    """Whether an expression is a call of the function."""
    if not isinstance(value, Call):
        return False
    if value.target:
        return project.follow(value.target) == function.symbol
    return here and isinstance(value.func, Name) and value.func.id == function.name


def _import_root(root: Path, module: Module) -> Path:
    """The folder from which a module is imported: above its outermost package, else a folder that holds a project."""
    folder = (root / module.path).parent
    if (folder / "__init__.py").exists():
        while (folder / "__init__.py").exists() and folder != root:
            folder = folder.parent
        return folder
    while folder != root and folder.name != "src" and not (folder / "pyproject.toml").exists():
        folder = folder.parent
    return folder


def _usual_paths(root: Path) -> tuple[Path, ...]:
    """The root, `src`, and the folders of a repository that hold a project each."""
    return root, root / "src", *(p.parent for p in sorted(root.glob("*/pyproject.toml")))
