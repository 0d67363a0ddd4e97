"""Where a module writes texts down: as values, in mappings, in comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from fastapi_lint.facts.code import Body, Module
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Mapping, Name, Operation, children
from fastapi_lint.model.location import Anchor

Part = tuple[Expr, Anchor]
"""An expression with the place of the statement that it stands in."""

_EXAMPLES = re.compile(r"(?i)example|schema_extra|model_config|responses|openapi")
_SHORTEST = 8
"""Characters of the shortest text that can hold a credential: `a://:b@c`."""


def written(module: Module) -> Iterator[Part]:
    """Every expression, each with the place of its statement; examples for the documentation left out."""
    for class_ in module.classes:
        yield from ((f.value, f.at) for f in class_.fields if f.value is not None and not _is_example(f.name))
    for body in module.scopes():
        yield from _of_body(body)


def _of_body(body: Body) -> Iterator[Part]:
    plain = [a for a in body.assigns if not any(map(_is_example, a.names))]
    yield from ((a.value, a.at) for a in plain if a.value is not None)
    yield from ((a.value, s.at) for s in body.calls for a in s.call.args if not _is_example(a.keyword))
    yield from ((s.value, s.at) for s in body.returns if s.value is not None)
    yield from ((f.subject, f.at) for f in body.frames if f.subject is not None)


@cache
def _is_example(name: str) -> bool:
    return _EXAMPLES.search(name) is not None


def telling(expressions: Iterable[Part]) -> Iterator[Part]:
    """The texts, mappings and comparisons in expressions, outermost first; calls stand for themselves elsewhere."""
    for expr, at in expressions:
        if type(expr) in _ELSEWHERE:  # most of them: nothing is set up for what says nothing
            continue
        queue = [expr]
        while queue:
            part = queue.pop()
            kind = type(part)
            if kind is Constant:
                if isinstance(value := part.value, str) and len(value) >= _SHORTEST:  # type: ignore[union-attr]
                    yield part, at
            elif kind not in _ELSEWHERE:
                if kind is Mapping or kind is Operation:
                    yield part, at
                queue.extend(reversed(children(part)))


_ELSEWHERE = frozenset({Call, Name, Attribute})
