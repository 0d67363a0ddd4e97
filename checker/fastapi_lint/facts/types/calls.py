"""What is called by a call, and what class its result has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, target_of
from fastapi_lint.facts.types.annotations import CALLABLE
from fastapi_lint.facts.types.known_classes import CANONICAL, CHAINED, FACTORIES, RETURNS, SYNC_SESSION
from fastapi_lint.facts.types.members import Members
from fastapi_lint.model.location import Anchor

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_VALIDATORS = frozenset(
    {"model_validate", "model_validate_json", "model_construct", "parse_obj", "parse_raw", "from_orm"}
)
_FIRST_ELEMENT = frozenset({"builtins.next", "builtins.anext"})
_ENTERING = frozenset({"enter_context", "enter_async_context"})


class Calls:
    """Each answer is found once in a run."""

    def __init__(self, project: Project, members: Members) -> None:
        self._project = project
        self._members = members
        self._callees: dict[Anchor, str] = {}
        self._returned: dict[str, str] = {}

    def callee(self, call: Call, function: Function | None) -> str:
        """The dotted name of what is called: a project function, class or method, or an external one; "" if unknown."""
        known = self._callees.get(call.at)
        if known is None:
            known = self._callees[call.at] = self._find_callee(call, function)
        return known

    def _find_callee(self, call: Call, function: Function | None) -> str:
        func = call.func
        if isinstance(func, Name | Attribute) and func.target:
            target = self._project.follow(func.target)
            if not isinstance(func, Attribute) or self._project.function(target) or self._project.class_(target):
                target = self._project.remember(_prepared, "").get(target, target)
                return CANONICAL.get(target, target)
            owner = self._project.types.of(func.value, function)
            return self._members.method_of(owner, func.attr) if owner else CANONICAL.get(target, target)
        if isinstance(func, Attribute):
            if isinstance(func.value, Call) and func.value.target == "builtins.super" and function is not None:
                return self._members.method_above(function, func.attr)
            owner = self._project.types.of(func.value, function)
            return self._members.method_of(owner, func.attr) if owner else ""
        return ""

    def result(self, call: Call, function: Function | None) -> str:
        """The class of what a call returns."""
        callee = self.callee(call, function)
        if callee in RETURNS:
            return RETURNS[callee]
        if not callee:
            return self._called_object(call.func, function)
        if callee in FACTORIES:
            return self._factory(call, callee)
        if callee in _FIRST_ELEMENT or call.method in _ENTERING:
            return self._project.types.of(call.argument(0), function)
        owner, _, method = callee.rpartition(".")
        if owner in CHAINED:
            return "" if method in CHAINED[owner] else owner
        if (class_ := self._project.class_(callee)) is not None:
            return class_.symbol
        called = self._project.function(callee)
        if called is not None:
            return self.returned(called)
        if method in _VALIDATORS and (built := self._project.class_(owner)) is not None:
            return built.symbol
        if made := self._called_object(call.func, function):
            return made
        last = callee.rpartition(".")[2]
        return CANONICAL.get(callee, callee) if last[:1].isupper() and not last.isupper() else ""

    def _called_object(self, func: Expr, function: Function | None) -> str:
        """The class of what an object gives when it is called: a session factory, or what `Callable[…, X]` says."""
        type_ = self._project.types.of(func, function)
        if type_ == SYNC_SESSION:  # a `scoped_session`, which gives the session itself
            return type_
        return type_[len(CALLABLE) : -1] if type_.startswith(CALLABLE) else FACTORIES.get(type_, "")

    def _factory(self, call: Call, factory: str) -> str:
        """The class of a session factory, by the sessions that it makes: `sessionmaker(class_=AsyncSession)`."""
        bound = call.keyword("class_")
        if bound is None:
            return factory
        made = self._project.types.named(bound)
        return next((name for name, session in FACTORIES.items() if session == made), "")

    def returned(self, function: Function) -> str:
        """The class that a function returns or, for a generator, yields."""
        if function.returns is not None:
            return self._project.types.named(function.returns)
        if function.name == "__init__":
            return ""
        key = function.symbol
        if key not in self._returned:
            self._returned[key] = ""  # breaks cycles of functions that return each other
            values = [*function.body.returns, *function.body.yields]
            found = {self._project.types.of(s.value, function) for s in values if s.value is not None}
            found -= {"builtins.NoneType"}
            self._returned[key] = found.pop() if len(found) == 1 else ""
        return self._returned[key]


def _prepared(project: Project, _: str) -> dict[str, str]:
    """What each `get = partial(requests.get, timeout=5)` of a module calls; others shift arguments by position."""
    found = {}
    for module in project.named.values():
        for assign in module.top.assigns:
            value = assign.value
            if isinstance(value, Call) and value.target == "functools.partial" and len(assign.names) == 1:
                plain = [a for a in value.args if not a.keyword]
                if len(plain) == 1 and not plain[0].star and (called := target_of(plain[0].value)):
                    found[f"{module.name}.{assign.names[0]}"] = project.follow(called)
    return found
