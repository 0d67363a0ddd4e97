"""What an annotation means: its class, and what `Annotated` adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from fastapi_lint.facts.expression import Attribute, Constant, Expr, Name, Operation, Subscript, target_of
from fastapi_lint.facts.types.known_classes import ASYNC_SESSION, CANONICAL, FACTORIES, SYNC_SESSION

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_WRAPPERS = frozenset({"Optional", "Annotated", "Iterator", "Generator", "AsyncIterator", "AsyncGenerator", "Iterable",
                       "AsyncIterable", "Final", "ClassVar", "Awaitable", "Mapped", "ContextManager",
                       "AbstractContextManager", "AbstractAsyncContextManager", "Coroutine", "FromDishka"})  # fmt: skip
_ASYNC_FACTORY = "sqlalchemy.ext.asyncio.async_sessionmaker"
CALLABLE = "<callable "
"""Begins the name that stands for the class of functions: `Callable[[], X]` is `<callable X>`."""


def named_class(project: Project, annotation: Expr | None) -> str:
    """The class that an annotation names, through `Annotated`, `Optional`, `| None` and aliases; "" otherwise."""
    annotation, _ = project.annotated(annotation)
    match annotation:
        case Name() | Attribute():
            target = project.follow(target_of(annotation))
            return CANONICAL.get(target, target)
        case Subscript(index=index):
            name = annotation.target.rpartition(".")[2]
            if name in _WRAPPERS and index:
                return named_class(project, index[0])
            if name == "Union":
                return _one_of(project, index)
            if name == "Callable":
                given = named_class(project, index[-1])
                return f"{CALLABLE}{given}>" if given else ""
            target = project.follow(annotation.target)
            if FACTORIES.get(target) == SYNC_SESSION and index and named_class(project, index[0]) == ASYNC_SESSION:
                return _ASYNC_FACTORY
            return CANONICAL.get(target, target)
        case Operation(op="|", operands=operands):
            return _one_of(project, operands)
        case Constant(value=str()):
            return ""
        case _:
            return ""


def _one_of(project: Project, options: tuple[Expr, ...]) -> str:
    found = [t for o in options if not (isinstance(o, Constant) and o.value is None) and (t := named_class(project, o))]
    return found[0] if len(found) == 1 else ""


Annotation: TypeAlias = tuple[Expr | None, tuple[Expr, ...]]
"""(type, metadata): what is left of an annotation without `Annotated`, and what that adds."""


def read_annotation(project: Project, annotation: Expr | None) -> Annotation:
    """What an annotation says, through `Annotated` and aliases from any module."""
    metadata: tuple[Expr, ...] = ()
    for _ in range(8):
        if isinstance(annotation, Name | Attribute):
            value = project.value(annotation.target) if annotation.target else None
            if not isinstance(value, Subscript | Name | Attribute | Operation):
                break
            annotation = value
        elif isinstance(annotation, Subscript) and _is_annotated(annotation):
            metadata = (*annotation.index[1:], *metadata)
            annotation = annotation.index[0]
        else:
            break
    return annotation, metadata


def _is_annotated(annotation: Subscript) -> bool:
    return bool(annotation.index) and annotation.target.rpartition(".")[2] == "Annotated"
