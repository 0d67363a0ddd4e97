"""The cross-file index: what a name means, where it is defined, what a value is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi_lint.facts.assignments import Assignments
from fastapi_lint.facts.client.calls import ClientCall, ClientFunction, client_calls, client_functions
from fastapi_lint.facts.code import Assign, CallSite, Class, Function, Module, Role
from fastapi_lint.facts.constants import Constants
from fastapi_lint.facts.expression import Expr
from fastapi_lint.facts.files.listing import ProjectFiles
from fastapi_lint.facts.hierarchy import Hierarchy
from fastapi_lint.facts.index import Index
from fastapi_lint.facts.served import Served, served
from fastapi_lint.facts.types.annotations import Annotation, read_annotation
from fastapi_lint.facts.types.values import Types

K = TypeVar("K")
R = TypeVar("R")

if TYPE_CHECKING:
    from fastapi_lint.facts.contract.exchange import Observed
    from fastapi_lint.facts.files.alembic import Alembic
    from fastapi_lint.facts.files.service import Service


class Project(Index):
    """All modules of a run. Indexed by `source.index`; rules only ask.

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
        self._answers: dict[tuple[object, object], Any] = {}
        self._assignments = Assignments(self)
        for module in self.modules.values():
            self._home |= {d.symbol: module for d in module.functions} | {d.symbol: module for d in module.classes}
            self.functions |= {f.symbol: f for f in module.functions}
            self.classes |= {c.symbol: c for c in module.classes}
        self.hierarchy = Hierarchy(self)
        self.types = Types(self)
        self.constants = Constants(self)
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
    def client_functions(self) -> tuple[ClientFunction, ...]:
        """Every function that a request can reach with client data at hand."""
        return client_functions(self)

    @cached_property
    def client_calls(self) -> tuple[ClientCall, ...]:
        """Every call that a request can reach with client data at hand."""
        return client_calls(self)

    def remember(self, question: Callable[[Project, K], R], subject: K) -> R:
        """The answer of a pure question about a fact, worked out once per run."""
        if (key := (question, subject)) not in self._answers:
            self._answers[key] = question(self, subject)
        found: R = self._answers[key]  # a cast would cost more than the rest
        return found

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
        return self._assignments.of(target)

    def is_known(self, target: str) -> bool:
        """Whether a dotted name means something inside the project."""
        followed = self.follow(target)
        while followed and followed not in self.named:
            followed = followed.rpartition(".")[0]
        return bool(followed)

    def application_modules(self) -> Iterator[Module]:
        """The modules of the application itself."""
        return (m for m in self.modules.values() if m.role is Role.APPLICATION)

    def application_functions(self) -> Iterator[Function]:
        """The functions of the application itself, methods and nested ones included."""
        return (function for module in self.application_modules() for function in module.functions)

    def application_sites(self) -> Iterator[tuple[CallSite, Function | None]]:
        """The calls of the application itself, each with the function around it."""
        return (site for module in self.application_modules() for site in module.sites())

    def constant(self, expr: Expr | None, function: Function | None = None) -> object:
        """The plain value of an expression through constants, settings defaults and f-strings; `Unknown` otherwise."""
        return self.constants.of(expr, function)

    def annotated(self, annotation: Expr | None) -> Annotation:
        """(type, metadata) of an annotation, through `Annotated` and aliases from any module."""
        return read_annotation(self, annotation)
