"""The key-value store and the temp-file service of a project, found by what they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Class, Function, Module, Role
from fastapi_lint.facts.expression import Expr, Name, walk

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

WRITING = ("set", "put", "store", "write", "aset")
READING = ("get", "read", "fetch", "aget")
_TEMP_WORDS = ("temp", "tmp", "scratch")
_UNSTABLE = ("uuid.", "os.getpid", "os.getppid", "time.time", "time.monotonic", "time.perf_counter", "random.",
             "secrets.", "builtins.id", "builtins.hash", "datetime.datetime.now", "datetime.datetime.utcnow",
             "socket.gethostname", "platform.node", "threading.get_ident",
             "multiprocessing.current_process")  # fmt: skip


def is_lmdb(target: str) -> bool:
    """Whether a dotted name belongs to a binding of LMDB: `lmdb`, `zlmdb.lmdb`."""
    return target.split(".", maxsplit=1)[0] in ("lmdb", "zlmdb", "py_lmdb")


def opens_lmdb(target: str) -> bool:
    """Whether a call of this name opens an environment."""
    return is_lmdb(target) and target.rpartition(".")[2] in ("open", "Environment")


def store_class(project: Project, name: str = "") -> Class | None:
    """The class that reads and writes keys in LMDB; `name` replaces the search."""
    return project.remember(_store_class, name)


def _store_class(project: Project, name: str) -> Class | None:
    for module in project.application_modules():
        uses = any(is_lmdb(i.target) for i in module.imports)
        for class_ in module.classes:
            both = _has(class_, WRITING) and _has(class_, READING)
            if class_.name == name or (not name and uses and both):
                return _in_front(project, module, class_)
    return None


def _in_front(project: Project, module: Module, class_: Class) -> Class:
    """What the rest of the project calls: a public class beside the private module that knows LMDB, if there is one."""
    if not _stem(module).startswith("_") or _stem(module) == "__init__":
        return class_
    folder = module.path.rpartition("/")[0]
    public = [m for m in project.application_modules() if m.path.rpartition("/")[0] == folder and _stem(m)[:1] != "_"]
    fronts = [c for m in public for c in m.classes if _has(c, WRITING) and _has(c, READING)]
    return fronts[0] if fronts else class_


def _stem(module: Module) -> str:
    return module.path.rpartition("/")[2].removesuffix(".py")


def temp_class(project: Project, name: str = "") -> Class | None:
    """The class that saves and reads temporary files; `name` replaces the search."""
    return project.remember(_temp_class, name)


def _temp_class(project: Project, name: str) -> Class | None:
    for module in project.application_modules():
        for class_ in module.classes:
            called = any(word in class_.name.lower() for word in _TEMP_WORDS)
            if class_.name == name or (not name and called and _has(class_, ("save",)) and _has(class_, ("read",))):
                return class_
    return None


def _has(class_: Class, names: tuple[str, ...]) -> bool:
    return any(m in names for m in class_.methods)


def package_modules(project: Project, class_: Class) -> tuple[Module, ...]:
    """The modules of the class's own package: its file alone when the folder holds other services too."""
    home = project.home(class_)
    folder = home.path.rpartition("/")[0]
    stem = _stem(home)
    beside = [m for m in project.modules.values() if m.path.rpartition("/")[0] == folder and m.role is Role.APPLICATION]
    own = [m for m in beside if stem in ("main", "__init__", "service") or m is home or "runtime" in m.path]
    return tuple(own)


def package_sites(project: Project, class_: Class) -> Iterator[tuple[CallSite, Function | None]]:
    """Every call in the class's own package, with the function around it."""
    for module in package_modules(project, class_):
        yield from module.sites()


def unstable_part(expr: Expr | None, function: Function | None) -> str:
    """The call in an expression that gives another value in every worker, through local variables; "" if none."""
    for part in walk(expr) if expr is not None else ():
        target = getattr(part, "target", "")
        if target and target.startswith(_UNSTABLE):
            return str(target)
        if not isinstance(part, Name) or part.target or function is None:
            continue
        bound = [a.value for a in function.body.assigns if a.names == (part.id,) and a.value is not None]
        if found := next((f for value in bound if (f := unstable_part(value, None))), ""):
            return found
    return ""
