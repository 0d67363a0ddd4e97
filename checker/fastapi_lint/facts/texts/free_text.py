"""Whether a parameter or field may hold any text, as far as its annotation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Operation, Subscript, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_FREE = frozenset({"str", "bytes", "bytearray", "Any", "object", "dict", "Dict", "Path", "PurePath", "FilePath",
                   "AnyUrl", "HttpUrl", "AnyHttpUrl", "UploadFile", "SecretStr"})  # fmt: skip
_COLLECTIONS = frozenset(
    {"list", "List", "set", "Set", "tuple", "Tuple", "Sequence", "Optional", "Union", "dict", "Dict"}
)


def is_free_param(project: Project, function: Function, name: str) -> bool:
    """Whether a parameter can hold a text of the caller's choice, as far as its annotation says."""
    param = function.param(name)
    return param is not None and is_free(project, param.annotation, param.default)


def is_free(project: Project, annotation: Expr | None, default: Expr | None = None) -> bool:
    """Whether a value of this type may be any text: not a number, an enum, a date, nor a string with a pattern."""
    if annotation is None:
        return True
    type_, metadata = project.annotated(annotation)
    for extra in (*metadata, default):
        if isinstance(extra, Call) and (
            extra.keyword("pattern") is not None or extra.keyword("regex") is not None or "Validator" in extra.target
        ):
            return False
    return _holds_text(project, type_)


def _holds_text(project: Project, type_: Expr | None) -> bool:
    match type_:
        case Subscript(index=index):
            name = type_.target.rpartition(".")[2]
            return name in _COLLECTIONS and any(_holds_text(project, i) for i in index)
        case Operation(op="|", operands=operands):
            return any(_holds_text(project, o) for o in operands)
        case Name() | Attribute():
            class_ = project.class_(project.follow(target_of(type_)))
            if class_ is not None:
                return project.hierarchy.is_model(class_) or any(
                    d.target.endswith("dataclass") for d in class_.decorators
                )
            return target_of(type_).rpartition(".")[2] in _FREE
        case _:
            return False
