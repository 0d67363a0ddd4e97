"""The service container of a project and the helper that injects from it, found by what they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Function, Role
from fastapi_lint.facts.expression import Attribute, Call, Name
from fastapi_lint.facts.injection.injectors import injectors, resolves_with
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_REGISTERING = ("register", "add_singleton", "add_transient", "add_scoped", "add_service", "add_factory", "bind",
                "provide")  # fmt: skip
_RESOLVING = ("resolve", "aresolve", "get", "aget", "acquire")
_TITLES = ("Container", "Injector", "ServiceProvider", "ServiceRegistry")


class Names(Record, eq=True):
    """What the user says where the roles do not show it: class and function names, "" for "find it"."""

    container: str = ""
    helper: str = ""


class Container(Record):
    """The container class, with the dotted names of its methods and of the functions that inject from it.

    `kept_as` are the attributes of a state in which instances are kept.
    """

    class_: Class
    registering: frozenset[str]
    resolving: frozenset[str]
    helpers: frozenset[str]
    kept_as: frozenset[str] = frozenset()

    def is_receiver(self, call: Call) -> bool:
        """Whether a method is called on something named like the container: `app.state.services.resolve(…)`."""
        name = _receiver(call)
        plain = name.strip("_").replace("_", "").lower()
        return name in self.kept_as or (bool(plain) and plain in (self.class_.name.lower(), "container"))


def container(project: Project, names: Names) -> Container | None:
    """The project's service container, None when no class has that role."""
    return project.remember(_container, names)


def _container(project: Project, names: Names) -> Container | None:
    helpers = tuple(injectors(project, names.helper))
    for class_ in _candidates(project, names, helpers):
        registering = frozenset(_methods(project, class_, _REGISTERING))
        resolving = frozenset(_methods(project, class_, _RESOLVING))
        if registering and resolving:
            either = resolving | frozenset(_resolving_in_scopes(project, class_))
            used = frozenset(h.symbol for h in helpers if names.helper or resolves_with(project, h, class_, either))
            return Container(class_, registering, resolving, used, frozenset(_kept_as(project, class_)))
    return None


def _resolving_in_scopes(project: Project, class_: Class) -> Iterator[str]:
    """The resolving methods of what the container makes: `container.scope()` gives a `ServiceScope(self)`."""
    for name in class_.methods:
        method = project.functions.get(f"{class_.symbol}.{name}")
        for site in method.body.calls if method is not None else ():
            made = project.class_(site.target) if site.target else None
            if made is not None and made is not class_:
                yield from _methods(project, made, _RESOLVING)


def _kept_as(project: Project, class_: Class) -> Iterator[str]:
    """The names of the state attributes that some code sets to an instance."""
    bodies = ((f, a) for f in project.application_functions() for a in f.body.assigns)
    for function, assign in bodies:
        kept = [t.attr for t in assign.targets if isinstance(t, Attribute) and isinstance(t.value, Attribute)]
        if kept and project.types.of(assign.value, function) == class_.symbol:
            yield from kept


def _candidates(project: Project, names: Names, helpers: tuple[Function, ...]) -> list[Class]:
    """Classes that may be the container: the named one, else those that a helper resolves from, else by title."""
    own = [c for c in project.classes.values() if project.home(c).role is Role.APPLICATION]
    if names.container:
        return [c for c in own if c.name == names.container]
    both = [
        c
        for c in own
        if any(m.startswith(_REGISTERING) for m in c.methods) and any(m.startswith(_RESOLVING) for m in c.methods)
    ]
    used = [c for c in both if any(resolves_with(project, h, c, _methods(project, c, _RESOLVING)) for h in helpers)]
    return used or [c for c in both if c.name.endswith(_TITLES)]


def _methods(project: Project, class_: Class, beginnings: tuple[str, ...]) -> list[str]:
    """The dotted names of the public methods that begin so, with at least one parameter besides `self`."""
    found = []
    for name in class_.methods:
        method = project.functions.get(f"{class_.symbol}.{name}")
        if name.startswith(beginnings) and method is not None and len(method.params) > 1:
            found.append(method.symbol)
    return found


def _receiver(call: Call) -> str:
    receiver = call.func.value if isinstance(call.func, Attribute) else None
    return receiver.attr if isinstance(receiver, Attribute) else receiver.id if isinstance(receiver, Name) else ""
