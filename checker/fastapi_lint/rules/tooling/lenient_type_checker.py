"""No type checker runs strictly over the service."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_CHECKERS = ("mypy", "pyright", "basedpyright", "ty", "pyrefly")
_STRICT_BY_DEFAULT = ("basedpyright", "ty", "pyrefly")


def check(service: Service) -> Iterator[Finding]:
    settings = {name: service.tool(name) for name in _CHECKERS}
    mypy = settings["mypy"]
    if mypy is not None and mypy.text("ignore_errors").lower() == "true":
        problem = "mypy ignores every error; remove `ignore_errors`"
        yield Finding.of(mypy.get("ignore_errors") or mypy, part="strict", problem=problem)
    elif not any(node is not None for node in settings.values()) and not _is_used(service):
        yield Finding.of(service, part="missing", problem=f"{service.name} has no type checker; add mypy or pyright")
    elif not _is_strict(settings) and not _runs_strictly(service):
        name, node = next(((n, s) for n, s in settings.items() if s is not None), ("the type checker", None))
        problem = f"{name} does not run strictly, so functions without annotations are not checked"
        yield Finding.of(node or service, part="strict", problem=problem)


def _is_used(service: Service) -> bool:
    return any(service.requirement(name) is not None for name in _CHECKERS) or any(
        line.text.split()[0:1] == [name] or f" {name} " in f" {line.text} "
        for line in lines(service, "pipeline", "recipe")
        for name in _CHECKERS
    )


def _is_strict(settings: dict[str, Node | None]) -> bool:
    mypy, pyright = settings["mypy"], settings["pyright"]
    if any(settings[name] is not None for name in _STRICT_BY_DEFAULT):
        return True
    if mypy is not None and "true" in (mypy.text("strict").lower(), mypy.text("disallow_untyped_defs").lower()):
        return True
    return pyright is not None and (pyright.text("typeCheckingMode") == "strict" or bool(pyright.elements("strict")))


def _runs_strictly(service: Service) -> bool:
    hooks = service.precommit.hooks if service.precommit is not None else ()
    if any("--strict" in hook.node.texts("args") for hook in hooks):
        return True
    commands = [line.text for line in lines(service, "pipeline", "recipe")]
    return any("--strict" in text or name in text.split() for text in commands for name in _STRICT_BY_DEFAULT)
