"""Says which router an expression means."""

from __future__ import annotations

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.source.index.routers import APP_TYPES, ROUTER_TYPES, class_kind, router_kind, symbol_of


class RouterFinder:
    """Says which router an expression means, through parameters, loops and functions that make routers."""

    def __init__(self, project: Project, routers: dict[str, Router]) -> None:
        self._project = project
        self._routers = routers
        self._apps = [r for r in routers.values() if r.is_app]
        self._open: set[int] = set()  # the expressions being resolved: breaks cycles such as `a = b` and `b = a`

    def find(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        """The symbols of the routers that the expression may mean; empty when none is known."""
        symbol = symbol_of(self._project, module, function, expr)
        if symbol in self._routers:
            return (symbol,)
        if id(expr) in self._open:
            return ()
        self._open.add(id(expr))
        try:
            return self._indirect(expr, module, function)
        finally:
            self._open.discard(id(expr))

    def _indirect(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        if isinstance(expr, Call):
            return self._made_by(expr, function)
        if isinstance(expr, Attribute) and (owner := self._project.types.of(expr.value, function)):
            held = f"{owner}.{expr.attr}"
            if held in self._routers:
                return (held,)
        if isinstance(expr, Attribute) and expr.attr == "router":  # the app's own: `app.router.include_router(…)`
            owners = self.find(expr.value, module, function)
            if owners and all(self._routers[o].is_app for o in owners):
                return owners
        assigned = self._assigned(expr, module, function) or self._imported(expr, module)
        if assigned:
            return assigned
        return self._by_type(expr, function)

    def _assigned(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        """A variable assigned from a function that makes a router, or from another router."""
        value: Expr | None = None
        if target_of(expr):
            value = self._project.value(target_of(expr))
        elif isinstance(expr, Name) and function is not None:
            values = [a.value for a in function.body.assigns if a.names == (expr.id,) and a.source == "="]
            value = values[-1] if len(values) == 1 else None
        if value is None or value == expr or not isinstance(value, Call | Name | Attribute):
            return ()
        return self.find(value, module, function)

    def _imported(self, expr: Expr, module: Module) -> tuple[str, ...]:
        """A router that a module imports under a name which it also sets to None, in case that the import fails."""
        if not isinstance(expr, Name) or expr.target != f"{module.name}.{expr.id}":
            return ()
        targets = {self._project.follow(i.target) for i in module.imports if i.bound == expr.id}
        return tuple(targets & self._routers.keys()) if len(targets) == 1 else ()

    def _made_by(self, call: Call, function: Function | None) -> tuple[str, ...]:
        callee = self._project.types.callee(call, function)
        maker = self._project.function(callee)
        if maker is None:
            return ()
        home = self._project.home(maker)
        found: list[str] = []
        for returned in maker.body.returns:
            if isinstance(returned.value, Call):
                symbol = f"{maker.symbol}.<locals>.<returned>"
                found += [symbol] if symbol in self._routers else self.find(returned.value, home, maker)
            elif returned.value is not None:
                found += self.find(returned.value, home, maker)
        return tuple(dict.fromkeys(found))

    def _by_type(self, expr: Expr, function: Function | None) -> tuple[str, ...]:
        """A parameter typed `FastAPI` means the project's app when there is just one."""
        if function is not None and isinstance(expr, Name) and function.param(expr.id) is not None:
            type_ = self._project.types.of(expr, function)
            untyped = function.param(expr.id).annotation is None and expr.id in ("app", "application")  # type: ignore[union-attr]
            if (type_ in APP_TYPES or untyped) and len(self._apps) == 1:
                return (self._apps[0].symbol,)
        return ()

    def may_be_router(self, expr: Expr, function: Function | None) -> bool:
        """Whether an object whose identity is unknown can be a router: nothing says that it is something else."""
        project = self._project
        if isinstance(expr, Name | Attribute) and expr.target:
            value = project.value(expr.target)
            if isinstance(value, Call):
                return self._makes_router(value, None)
            return value is None and project.is_known(expr.target) and expr.target not in project.functions
        type_ = project.types.of(expr, function)
        if type_:
            class_ = project.class_(type_)
            return type_ in APP_TYPES | ROUTER_TYPES or (class_ is not None and class_kind(project, class_) is not None)
        if isinstance(expr, Name) and function is not None:
            values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
            if values:
                return any(isinstance(v, Call) and self._makes_router(v, function) for v in values)
        name = expr.id if isinstance(expr, Name) else getattr(expr, "attr", "")
        return any(word in name.lower() for word in ("router", "app", "api", "blueprint"))

    def _makes_router(self, call: Call, function: Function | None) -> bool:
        if router_kind(self._project, call) is not None:
            return True
        callee = self._project.types.callee(call, function)
        maker = self._project.function(callee)
        if maker is not None:
            returns = self._project.types.named(maker.returns)
            return returns in APP_TYPES | ROUTER_TYPES or (not returns and "router" in maker.name.lower())
        name = callee.rpartition(".")[2]
        return name.endswith("Router")
