"""The texts that a module writes anywhere: in its functions, its classes and at its top."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant, Expr, walk


def written_texts(module: Module) -> Iterator[str]:
    """Every string literal and every keyword of a call, bytes decoded."""
    for expr in _expressions(module):
        for part in walk(expr):
            if isinstance(part, Constant):
                value = part.value.decode("latin-1") if isinstance(part.value, bytes) else part.value
                if isinstance(value, str):
                    yield value
            for argument in getattr(part, "args", ()):
                if argument.keyword:
                    yield argument.keyword


def _expressions(module: Module) -> Iterator[Expr]:
    for body in module.scopes():
        yield from body.expressions()
    for class_ in module.classes:
        yield from (f.value for f in class_.fields if f.value is not None)
    for function in module.functions:
        yield from (p.default for p in function.params if p.default is not None)
