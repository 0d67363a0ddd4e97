"""Asks for fixes as a rule does: by the anchors of facts that were read from the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fastapi_lint.engine.fixing.apply import Applied, apply_fixes
from fastapi_lint.engine.fixing.plan import Finder
from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name
from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import Anchor, file_number
from fastapi_lint.source.concrete.nodes import nodes_of
from fastapi_lint.source.extract import Order, extract
from fastapi_lint.source.link import Linker, module_name
from fastapi_lint.source.outline import outline

Pick = Callable[[Module], Iterable[Anchor]]


def read(text: str, path: str = "main.py") -> tuple[Module, Finder]:
    """A file's facts, and how their anchors lead back to its nodes."""
    found = outline(path, text)
    assert found.error is None, found.error
    linker, name = Linker([found]), module_name(path)
    bindings, targets = linker.bindings(name), linker.targets(name)
    order = Order(path, file_number(path), name, Role.APPLICATION, bindings, targets)
    module = extract(order, text)
    assert isinstance(module, Module), module
    return module, nodes_of


def apply(text: str, codemod: str, pick: Pick, path: str = "main.py", **args: str) -> Applied:
    """One pass of one codemod over everything that `pick` names."""
    module, find = read(text, path)
    return apply_fixes(text, [Fix(codemod, at, args) for at in pick(module)], find)


def fixed(text: str, codemod: str, pick: Pick, path: str = "main.py", **args: str) -> str:
    """The fixed text, where nothing may be refused, and where asking again changes nothing."""
    done = apply(text, codemod, pick, path, **args)
    assert done.applied
    assert not done.refused
    assert not done.problem
    again = apply(done.text, codemod, pick, path, **args)
    assert again.text == done.text
    return done.text


def refuses(text: str, codemod: str, pick: Pick, path: str = "main.py", **args: str) -> bool:
    """Whether the codemod declines all that is asked for and the text stays as it is."""
    done = apply(text, codemod, pick, path, **args)
    return bool(done.refused) and not done.applied and not done.problem and done.text == text


def params(*names: str) -> Pick:
    """Parameters of any function."""
    return lambda module: [p.at for f in module.functions for p in f.params if p.name in names]


def calls(*names: str) -> Pick:
    """Calls whose callee ends in one of the names."""
    return lambda module: _distinct(s.at for body in module.scopes() for s in body.calls if s.call.method in names)


def returns() -> Pick:
    """Every return statement."""
    return lambda module: [r.at for f in module.functions for r in f.body.returns]


def functions(*names: str) -> Pick:
    """Functions and methods."""
    return lambda module: [f.at for f in module.functions if f.name in names]


def classes(*names: str) -> Pick:
    """Classes."""
    return lambda module: [c.at for c in module.classes if c.name in names]


def fields(*names: str) -> Pick:
    """Fields of any class."""
    return lambda module: [f.at for c in module.classes for f in c.fields if f.name in names]


def decorators(*names: str) -> Pick:
    """Decorators whose callee ends in one of the names."""

    def pick(module: Module) -> list[Anchor]:
        found = [d for f in module.functions for d in f.decorators] + [d for c in module.classes for d in c.decorators]
        return [d.at for d in found if _last_name(d.expr) in names]

    return pick


def _last_name(expr: Expr) -> str:
    match expr:
        case Call():
            return expr.method
        case Attribute(attr=name) | Name(id=name):
            return name
    return ""


def _distinct(anchors: Iterable[Anchor]) -> Iterator[Anchor]:
    yield from dict.fromkeys(anchors)
