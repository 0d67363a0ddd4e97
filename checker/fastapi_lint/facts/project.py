"""The cross-file index: what a name means, where it is defined, what a value is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from fastapi_lint.facts.capabilities.members import member_constant
from fastapi_lint.facts.client_calls import ClientCall, client_calls
from fastapi_lint.facts.code import Assign, Class, Function, Module, Role
from fastapi_lint.facts.expression import (
    Attribute,
    Constant,
    Expr,
    FString,
    Name,
    Operation,
    Subscript,
    target_of,
)
from fastapi_lint.facts.files.listing import ProjectFiles
from fastapi_lint.facts.files.requirement_ranges import VERSION, newest_major, oldest_version
from fastapi_lint.facts.hierarchy import Hierarchy
from fastapi_lint.facts.served import Served, served
from fastapi_lint.facts.types import Types

K = TypeVar("K")
R = TypeVar("R")

if TYPE_CHECKING:
    from fastapi_lint.facts.contract.exchange import Observed
    from fastapi_lint.facts.files.alembic import Alembic
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router


class Project:
    """All modules of a run. Built once per run by `source.index`; rules only ask.

    `follow` replaces re-exports along a dotted name. `requirements` give, for folders relative to the root,
    the version specifiers of the frameworks that the manifest there names.
    """

    def __init__(
        self,
        modules: Iterable[Module],
        follow: Callable[[str], str] = lambda target: target,
        requirements: dict[str, dict[str, str]] | None = None,
    ) -> None:
        self.modules = {m.path: m for m in modules}
        self.requirements = requirements or {}
        self.follow = follow
        self.named = {m.name: m for m in self.modules.values()}
        self.functions: dict[str, Function] = {}
        self.classes: dict[str, Class] = {}
        self._home: dict[str, Module] = {}
        self._answers: dict[tuple[object, object], object] = {}
        self._values: dict[str, dict[str, Assign]] = {}
        self._resolving: set[str] = set()  # the constants being read: breaks cycles such as `A = A + "x"`
        for module in self.modules.values():
            self._home |= {d.symbol: module for d in module.functions} | {d.symbol: module for d in module.classes}
            self.functions |= {f.symbol: f for f in module.functions}
            self.classes |= {c.symbol: c for c in module.classes}
        self.hierarchy = Hierarchy(self)
        self.types = Types(self)
        self.routers: dict[str, Router] = {}
        self.mounts: tuple[Mount, ...] = ()
        self.routes: tuple[Route, ...] = ()
        self.hooks: tuple[Hook, ...] = ()
        self.middleware: tuple[Middleware, ...] = ()
        self.models: dict[str, Model] = {}
        self.loop_calls: tuple[LoopCall, ...] = ()
        self.files = ProjectFiles()
        self.whole = self  # of a part of a repository, all of it
        self.observed: Observed | None = None

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The deployables: folders with a manifest whose code constructs an app."""
        from fastapi_lint.facts.files.services import services  # most runs ask for no project file

        return services(self)

    @cached_property
    def alembics(self) -> tuple[Alembic, ...]:
        """The migration environments."""
        from fastapi_lint.facts.files.alembic import alembics

        return alembics(self)

    def service_of(self, module: Module) -> Service | None:
        """The innermost service that a module belongs to."""
        holding = (s for s in self.services if not s.root or module.path.startswith(f"{s.root}/"))
        return max(holding, key=lambda s: len(s.root), default=None)

    @cached_property
    def served(self) -> dict[str, tuple[Served, ...]]:
        """App symbol -> what it answers with, each with its place in the order of registration."""
        return served(self)

    @cached_property
    def client_calls(self) -> tuple[ClientCall, ...]:
        """Every call that a request can reach with client data at hand."""
        return client_calls(self)

    def remember(self, question: Callable[[Project, K], R], subject: K) -> R:
        """The answer of a pure question about a fact, worked out once per run."""
        key = (question, subject)
        if key not in self._answers:
            self._answers[key] = question(self, subject)
        return cast("R", self._answers[key])

    def home(self, definition: Function | Class) -> Module:
        """The module that defines it."""
        return self._home[definition.symbol]

    def function(self, target: str) -> Function | None:
        """The project function or method that a dotted name means."""
        return self.functions.get(target) or self.functions.get(self.follow(target))

    def class_(self, target: str) -> Class | None:
        """The project class that a dotted name means."""
        return self.classes.get(target) or self.classes.get(self.follow(target))

    def value(self, target: str) -> Expr | None:
        """What a module-level name was assigned."""
        assign = self.assignment(target)
        return assign.value if assign is not None else None

    def assignment(self, target: str) -> Assign | None:
        """The last plain assignment of a module-level name."""
        found = self._assigned(target)
        return found if found is not None else self._assigned(self.follow(target))

    def _assigned(self, target: str) -> Assign | None:
        base, _, name = target.rpartition(".")
        module = self.named.get(base)
        if module is None:
            return None
        if base not in self._values:
            plain = (a for a in module.top.assigns if len(a.names) == 1 and not a.op and a.source != "for")
            self._values[base] = {a.names[0]: a for a in plain}
        return self._values[base].get(name)

    def is_known(self, target: str) -> bool:
        """Whether a dotted name means something inside the project."""
        followed = self.follow(target)
        while followed:
            if followed in self.named:
                return True
            followed = followed.rpartition(".")[0]
        return False

    def application_modules(self) -> Iterator[Module]:
        """The modules of the application itself."""
        return (m for m in self.modules.values() if m.role is Role.APPLICATION)

    def constant(self, expr: Expr | None, function: Function | None = None) -> object:
        """The plain value of an expression through constants, settings defaults and f-strings; `Unknown` otherwise."""
        match expr:
            case Constant(value=value):
                return value
            case FString(text=text, values=values):
                parts = [self.constant(v, function) for v in values]
                return (
                    Unknown
                    if Unknown in parts
                    else text.format(*map(str, parts))
                    if text.count("{}") == len(parts)
                    else Unknown
                )
            case Operation(op="+", operands=(left, right)):
                a, b = self.constant(left, function), self.constant(right, function)
                return a + b if isinstance(a, str) and isinstance(b, str) else Unknown
            case Name() | Attribute():
                return self._named_constant(expr, function)
            case _:
                return Unknown

    def _named_constant(self, expr: Name | Attribute, function: Function | None) -> object:
        target = target_of(expr)
        if target:
            value = self.value(target)
            if value is not None:
                return self._constant_once(target, value, None)
        if isinstance(expr, Name) and function is not None:
            assigned = [a for a in function.body.assigns if a.names == (expr.id,)]
            param = function.param(expr.id)
            if len(assigned) == 1 and param is None and assigned[0].source == "=" and not assigned[0].op:
                return self._constant_once(f"{function.symbol}.<locals>.{expr.id}", assigned[0].value, function)
        if isinstance(expr, Attribute):
            owner = self.class_(self.types.of(expr.value, function))
            if owner is not None:
                return self.member(owner, expr.attr)
        return Unknown

    def member(self, owner: Class, name: str) -> object:
        """The plain value of a class attribute or property; `Unknown` otherwise."""
        return member_constant(self, owner, name, Unknown)

    def _constant_once(self, name: str, value: Expr | None, function: Function | None) -> object:
        if name in self._resolving:
            return Unknown
        self._resolving.add(name)
        try:
            return self.constant(value, function)
        finally:
            self._resolving.discard(name)

    def annotated(self, annotation: Expr | None) -> tuple[Expr | None, tuple[Expr, ...]]:
        """(type, metadata) of an annotation, through `Annotated` and aliases from any module."""
        metadata: tuple[Expr, ...] = ()
        for _ in range(8):
            target = target_of(annotation)
            if isinstance(annotation, Subscript) and target.rpartition(".")[2] == "Annotated" and annotation.index:
                metadata = (*annotation.index[1:], *metadata)
                annotation = annotation.index[0]
            elif isinstance(annotation, Name | Attribute) and target and (value := self.value(target)) is not None:
                if not isinstance(value, Subscript | Name | Attribute | Operation):
                    return annotation, metadata
                annotation = value
            else:
                break
        return annotation, metadata

    def requirement(self, module: Module, name: str) -> str | None:
        """The version specifier that the nearest manifest gives for a distribution; None when none names it."""
        folder = module.path.rpartition("/")[0]
        while True:
            specs = self.requirements.get(folder, {})
            if name in specs:
                return specs[name]
            if not folder:
                return None
            folder = folder.rpartition("/")[0]

    def pydantic_major(self, module: Module) -> int:
        """1 when the nearest manifest holds pydantic below 2, or FastAPI below 0.100 without pydantic; else 2."""
        pydantic = self.requirement(module, "pydantic")
        if pydantic is not None:
            return 1 if newest_major(pydantic) == 1 else 2
        fastapi = VERSION.search(self.requirement(module, "fastapi") or "")
        old = fastapi is not None and tuple(int(n) for n in fastapi[0].split(".")[:2]) < (0, 100)
        return 1 if old and ">" not in (self.requirement(module, "fastapi") or "") else 2

    def fastapi_before(self, module: Module, minor: int) -> bool:
        """Whether the nearest manifest holds FastAPI below 0.<minor>."""
        for part in (self.requirement(module, "fastapi") or "").split(","):
            version = VERSION.search(part)
            numbers = tuple(int(n) for n in version[0].split(".")[:2]) if version else ()
            if numbers and part.strip().startswith("<"):
                return numbers <= (0, minor)
            if numbers and (part.strip().startswith(("==", "^", "~")) or part.strip()[:1].isdigit()):
                return numbers < (0, minor)
        return False

    def is_pydantic_2(self, class_: Class | None) -> bool:
        """Whether a class is a model, settings or SQLModel class of pydantic 2; those of `pydantic.v1` are not."""
        if class_ is None or not self.hierarchy.is_model(class_):
            return False
        if any(name.startswith("pydantic.v1.") for name in self.hierarchy.ancestors(class_)):
            return False
        return self.pydantic_major(self.home(class_)) == 2

    def drops_pydantic_1(self, module: Module) -> bool:
        """Whether the nearest manifest leaves no room for pydantic 1, so that its deprecated names have no excuse."""
        oldest = oldest_version(self.requirement(module, "pydantic") or "")
        return self.pydantic_major(module) == 2 and (not oldest or oldest[0] >= 2)


class _Unknown:
    def __repr__(self) -> str:
        return "Unknown"

    def __bool__(self) -> bool:
        return False


Unknown = _Unknown()
"""What cannot be resolved. Rules stay silent on it."""
