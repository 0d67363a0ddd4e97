"""Classes that carry clients into services, found by what they hold and do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Class, Field, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, is_constant, target_of, walk
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

OPENING = ("initialize", "init", "open", "connect", "setup", "start", "startup", "__aenter__")
CLOSING = ("cleanup", "close", "aclose", "disconnect", "teardown", "shutdown", "stop", "__aexit__")
_SUFFIXES = ("Dependencies", "Deps")
_CLIENTS = ("Client", "Redis", "OpenAI", "Anthropic", "Driver", "Engine", "Pool", "ClientSession", "Elasticsearch")
_NOT_THEM = frozenset({"typing.Protocol", "typing_extensions.Protocol", "builtins.Exception", "typing.NamedTuple",
                       "typing.TypedDict", "typing_extensions.TypedDict", "enum.Enum"})  # fmt: skip


def is_dependency_class(project: Project, class_: Class) -> bool:
    """Whether a class exists to hand clients to services: so named or derived, with clients or a life cycle."""
    return project.remember(_is_dependency_class, class_)


def _is_dependency_class(project: Project, class_: Class) -> bool:
    names = project.hierarchy.ancestors(class_)
    if not any(n.rpartition(".")[2].endswith(_SUFFIXES) for n in names) or _NOT_THEM.intersection(names):
        return False
    if project.hierarchy.is_model(class_) or _is_base(project, class_) or _manages(project, class_):
        return False
    lives = lifecycle_method(project, class_, (*OPENING, *CLOSING)) is not None
    derived = any(n.rpartition(".")[2].endswith(_SUFFIXES) for n in names[1:])
    return lives or derived or any(True for _ in client_fields(project, class_))


def _is_base(project: Project, class_: Class) -> bool:
    """Whether other classes of the project build on it, or its name says so."""
    if class_.name.lstrip("_").startswith(("Base", "Abstract")):
        return True
    return any(c is not class_ and class_.symbol in project.hierarchy.ancestors(c) for c in project.classes.values())


def _manages(project: Project, class_: Class) -> bool:
    """Whether the class opens and closes others: it is built from a class."""
    init = project.hierarchy.method(class_, "__init__")
    annotations = [p.annotation for p in init.params] if init is not None else [f.annotation for f in class_.fields]
    return any(getattr(a, "target", "") in ("builtins.type", "typing.Type") for a in annotations)


def is_client(project: Project, annotation: Expr | None) -> bool:
    """Whether an annotation names a client that holds a connection: `httpx.AsyncClient`, `AsyncMongoClient | None`."""
    type_ = project.types.named(annotation)
    if not type_.rpartition(".")[2].endswith(_CLIENTS):
        return False
    class_ = project.class_(type_)
    return class_ is None or lifecycle_method(project, class_, CLOSING) is not None


def client_fields(project: Project, class_: Class) -> Iterator[Field]:
    """The fields of a class and its project bases that hold clients, nearest first."""
    seen: set[str] = set()
    for owner in project.hierarchy.project_ancestors(class_):
        for field in owner.fields:
            if field.name not in seen and is_client(project, field.annotation):
                yield field
            seen.add(field.name)


def lifecycle_method(project: Project, class_: Class, names: Iterable[str]) -> Function | None:
    """The first of these methods that the class or a project base defines with a body."""
    found = (project.hierarchy.method(class_, name) for name in names)
    return next((f for f in found if f is not None and not f.is_stub), None)


def methods(project: Project, class_: Class) -> Iterator[Function]:
    """Every method of a class and its project bases."""
    for owner in project.hierarchy.project_ancestors(class_):
        found = (project.functions.get(f"{owner.symbol}.{name}") for name in owner.methods)
        yield from (f for f in found if f is not None)


def mentions(function: Function, attribute: str) -> bool:
    """Whether a method uses `self.<attribute>` anywhere."""
    wanted = Attribute(Name("self"), attribute)
    return any(is_own(part, attribute) or part == wanted for e in function.body.expressions() for part in walk(e))


def is_own(expr: Expr | None, attribute: str) -> bool:
    """Whether an expression is `self.<attribute>`."""
    return (
        isinstance(expr, Attribute)
        and expr.attr == attribute
        and isinstance(expr.value, Name)
        and expr.value.id == "self"
    )


def assigned_values(project: Project, class_: Class, attribute: str) -> list[Expr | None]:
    """What the methods of a class put into `self.<attribute>`, `None` left out."""
    return [
        assign.value
        for method in methods(project, class_)
        for assign in method.body.assigns
        if any(is_own(target, attribute) for target in assign.targets) and not is_constant(assign.value, None)
    ]


def is_dataclass(project: Project, class_: Class) -> bool:
    """Whether the class or a project base is decorated as a dataclass or attrs class."""
    return any(
        decorator.target.rpartition(".")[2] in ("dataclass", "define", "attrs", "frozen", "s")
        for owner in project.hierarchy.project_ancestors(class_)
        for decorator in owner.decorators
    )


class Opened(Record, eq=True):
    """`await name.initialize()` on an object that a local variable of the same function holds."""

    name: str
    site: CallSite


def opened_in(function: Function) -> Iterator[Opened]:
    """Where a function opens an object that it has built itself."""
    for site in function.body.calls:
        func = site.call.func
        if site.awaited and isinstance(func, Attribute) and func.attr in OPENING and isinstance(func.value, Name):
            name = func.value.id
            built = [a for a in function.body.assigns if a.names == (name,) and a.source == "="]
            if built and all(isinstance(a.value, Call) for a in built):
                yield Opened(name, site)


def dependency_of(project: Project, call: Call, function: Function) -> Class | None:
    """The dependency class of the object whose method is called."""
    owner = call.func.value if isinstance(call.func, Attribute) else None
    class_ = project.class_(project.types.of(owner, function)) or _built_by_factory(project, owner, function)
    return class_ if class_ is not None and is_dependency_class(project, class_) else None


def _built_by_factory(project: Project, owner: Expr | None, function: Function) -> Class | None:
    """The class whose factory, inherited or not, gave a local variable its value: `deps = Deps.from_settings()`."""
    built = [a.value for a in function.body.assigns if isinstance(owner, Name) and a.names == (owner.id,)]
    func = built[0].func if len(built) == 1 and isinstance(built[0], Call) else None
    return project.class_(target_of(func.value)) if isinstance(func, Attribute) else None
