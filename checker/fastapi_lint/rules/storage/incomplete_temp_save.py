"""The saving method of the temp-file service does not take a name and text or bytes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Expr, Name, Operation, Subscript, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import temp_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = temp_class(project, params.temp_files)
    method = project.hierarchy.method(class_, "save") if class_ is not None else None
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    if method is None:
        return
    taken = [p for p in method.params if p.name != "self" and not p.kind.startswith("*")]
    if any(p.kind.startswith("*") for p in method.params):
        return
    if len(taken) < 2:
        yield Finding.of(method, method=f"{class_.name}.save", problem="takes no name beside the content")
        return
    content, _ = project.annotated(taken[1].annotation)
    types = _types(content)
    if types and not {"str", "bytes"} <= types and types <= {"str", "bytes", "bytearray", "memoryview", "None"}:
        yield Finding.of(method, method=f"{class_.name}.save", problem=f"takes `{text(content)}` only")


def _types(annotation: Expr | None) -> set[str]:
    match annotation:
        case Name(id=name):
            return {name}
        case Operation(op="|") | Subscript():
            return {part.id for part in walk(annotation) if isinstance(part, Name)} - {"Union", "Optional"}
        case _:
            return set()
