"""What a decorator puts in the place of the function below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Decorator, Function
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route

_KEEPING = ("wraps", "update_wrapper", "decorator", "decorate")


class Wrapping(Record, eq=True):
    """A project decorator that returns an inner function instead of the one that it is given.

    `maker` takes the function, `wrapper` is what it returns.
    """

    maker: Function
    wrapper: Function

    @property
    def keeps_signature(self) -> bool:
        """Whether `inspect.signature` of the wrapper shows the parameters of the wrapped function."""
        if any(d.target.rpartition(".")[2] in _KEEPING for d in self.wrapper.decorators):
            return True
        if any(s.call.method in _KEEPING for s in self.maker.body.calls):
            return True
        targets = [t for a in self.maker.body.assigns for t in a.targets]
        return any(isinstance(t, Attribute) and t.attr in ("__signature__", "__wrapped__") for t in targets)

    @property
    def shows_another(self) -> bool:
        """Whether `inspect.signature` shows the parameters of something else: `wraps(made_of_the_model)`."""
        copied = [
            d.call.argument(0) for d in self.wrapper.decorators if d.call is not None and d.call.method == "wraps"
        ]
        return any(isinstance(c, Name) and self.maker.param(c.id) is None for c in copied)


def wrapping(project: Project, decorator: Decorator) -> Wrapping | None:
    """What a decorator of the project does, None when it is not known to replace the function."""
    maker = project.function(decorator.target) if decorator.target else None
    if maker is not None and decorator.call is not None:
        maker = _returned(project, maker)
    if maker is None or len([p for p in maker.params if p.kind in ("", "/")]) != 1:
        return None
    wrapper = _returned(project, maker)
    return Wrapping(maker, wrapper) if wrapper is not None else None


def _returned(project: Project, function: Function) -> Function | None:
    """The inner function that every return of a function gives."""
    values = [s.value for s in function.body.returns]
    targets = {v.target if isinstance(v, Name) else "" for v in values}
    if len(targets) != 1:
        return None
    target = targets.pop()
    return project.functions.get(target) if target.startswith(f"{function.symbol}.<locals>.") else None


def split_decorators(route: Route) -> tuple[tuple[Decorator, ...], tuple[Decorator, ...]]:
    """The decorators above and below the one that registers the route; empty when it is registered by a call."""
    decorators = route.function.decorators
    for index, decorator in enumerate(decorators):
        if decorator.call is not None and decorator.call.at == route.at:
            return decorators[:index], decorators[index + 1 :]
    return (), ()


def shows_other_parameters(project: Project, route: Route) -> bool:
    """Whether a decorator between route and handler lets FastAPI see other parameters than the handler's."""
    found = (wrapping(project, decorator) for decorator in split_decorators(route)[1])
    return any(w is not None and w.shows_another for w in found)
