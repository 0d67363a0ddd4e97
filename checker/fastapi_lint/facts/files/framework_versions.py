"""Which versions of FastAPI and pydantic the manifest nearest to a module asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Frame, FrameKind, Module
from fastapi_lint.facts.files.requirement_ranges import VERSION, newest_major, oldest_version

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


def requirement(project: Project, module: Module, name: str) -> str | None:
    """The version specifier of a distribution in the nearest manifest that gives one, "" or "*" when none limits it.

    None when no manifest names it.
    """
    folder, found = module.path.rpartition("/")[0], None
    while True:
        spec = project.requirements.get(folder, {}).get(name)
        if spec not in (None, "", "*"):
            return spec
        found = spec if found is None else found
        if not folder:
            return found
        folder = folder.rpartition("/")[0]


def pydantic_major(project: Project, module: Module) -> int:
    """1 when the nearest manifest holds pydantic below 2, or FastAPI below 0.100, which takes no other; else 2."""
    pydantic = requirement(project, module, "pydantic") or ""
    if newest_major(pydantic) == 1:
        return 1
    fastapi = requirement(project, module, "fastapi") or ""
    version = VERSION.search(fastapi)
    old = version is not None and tuple(int(n) for n in version[0].split(".")[:2]) < (0, 100)
    return 1 if old and ">" not in fastapi and oldest_version(pydantic)[:1] != (2,) else 2


def fastapi_before(project: Project, module: Module, minor: int) -> bool:
    """Whether the nearest manifest holds FastAPI below 0.<minor>."""
    for part in (requirement(project, module, "fastapi") or "").split(","):
        version = VERSION.search(part)
        numbers = tuple(int(n) for n in version[0].split(".")[:2]) if version else ()
        if numbers and part.strip().startswith("<"):
            return numbers <= (0, minor)
        if numbers and (part.strip().startswith(("==", "^", "~")) or part.strip()[:1].isdigit()):
            return numbers < (0, minor)
    return False


def runs_on_python_before(project: Project, module: Module, minor: int) -> bool:
    """Whether the nearest manifest says that the code runs on Python 3 below 3.<minor>, too."""
    oldest = oldest_version(requirement(project, module, "python") or "")
    return bool(oldest) and oldest < (3, minor)


def is_pydantic_2(project: Project, class_: Class | None) -> bool:
    """Whether a class is a model, settings or SQLModel class of pydantic 2; those of `pydantic.v1` are not."""
    if class_ is None or not project.hierarchy.is_model(class_):
        return False
    if any(name.startswith("pydantic.v1.") for name in project.hierarchy.ancestors(class_)):
        return False
    return pydantic_major(project, project.home(class_)) == 2


def drops_pydantic_1(project: Project, module: Module) -> bool:
    """Whether the nearest manifest leaves no room for pydantic 1, so that its deprecated names have no excuse."""
    oldest = oldest_version(requirement(project, module, "pydantic") or "")
    return pydantic_major(project, module) == 2 and (not oldest or oldest[0] >= 2)


def serves_one_version(frames: tuple[Frame, ...]) -> bool:
    """Whether a class or method is defined in a branch: so does code that has another one for the other version."""
    return any(f.kind in (FrameKind.IF, FrameKind.ELSE) for f in frames)
