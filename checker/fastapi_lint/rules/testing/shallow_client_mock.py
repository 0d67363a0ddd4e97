"""A fixture stands in for a client and does not behave like it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name
from fastapi_lint.facts.operations.test_code import is_fixture, words_in
from fastapi_lint.model.finding import Finding

_PLAIN = ("unittest.mock.Mock", "unittest.mock.MagicMock", "unittest.mock.NonCallableMock")
_MOCKS = (*_PLAIN, "unittest.mock.AsyncMock")
_NOT_CLIENTS = ("sync_", "document", "response", "result", "collection", "message", "settings", "config", "url")


def check(function: Function, params: Params) -> Iterator[Finding]:
    name = function.name
    if not is_fixture(function):
        yield Finding.nothing("fixture")
        return
    if name.endswith(params.composites):
        built = [a for a in _built(function) if a.endswith(("client", "db", "session", "driver", "redis"))]
        if built:
            what = f"builds its own {', '.join(f'`{a}`' for a in built)} instead of taking the fixtures of the clients"
            yield Finding.of(function, part="composition", fixture=name, what=what)
        return
    if name.startswith(_NOT_CLIENTS) or any(w in name for w in _NOT_CLIENTS[1:]):
        return
    made = {_made(function, s.value) for s in (*function.body.returns, *function.body.yields)}
    if any(c in name for c in params.clients) and (plain := made.intersection(_PLAIN)):
        what = f"returns a `{plain.pop().rpartition('.')[2]}`, which cannot be awaited"
        yield Finding.of(function, part="client", fixture=name, what=what)
    for word, attributes in params.structures.items():
        if word in name and made.intersection(_MOCKS):
            said = set(words_in([function.body])) | {t.attr for t in _targets(function)}
            missing = [f"`{a}`" for a in attributes if a not in said]
            if missing:
                what = f"gives answers without {', '.join(missing)}"
                yield Finding.of(function, part="structure", fixture=name, what=what)


def _made(function: Function, value: Expr | None) -> str:
    """The class of mock that a fixture gives."""
    if isinstance(value, Name):
        values = [a.value for a in function.body.assigns if a.names == (value.id,)]
        value = values[0] if len(values) == 1 else None
    return value.target if isinstance(value, Call) else ""


def _targets(function: Function) -> list[Attribute]:
    return [t for a in function.body.assigns for t in a.targets if isinstance(t, Attribute)]


def _built(function: Function) -> list[str]:
    """The attributes that are set to a mock made on the spot."""
    return [
        target.attr
        for assign in function.body.assigns
        for target in assign.targets
        if isinstance(target, Attribute) and isinstance(assign.value, Call) and assign.value.target in _MOCKS
    ]
