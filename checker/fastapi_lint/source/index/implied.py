"""What runs with a function although no call names it: managers, iterators, properties, callbacks, wrappers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Call, Conditional, Expr, Lambda, Mapping, Name, Subscript, children
from fastapi_lint.facts.handing import function_meant
from fastapi_lint.facts.project import Project
from fastapi_lint.source.index.callbacks import handed_back, running_sites
from fastapi_lint.source.index.running import offloads

_ENTER_AND_EXIT = {False: ("__enter__", "__exit__"), True: ("__aenter__", "__aexit__")}
_ITERATION = {False: ("__iter__", "__next__"), True: ("__aiter__", "__anext__")}
_LOOPS = (FrameKind.FOR, FrameKind.COMPREHENSION)


def implied(project: Project, function: Function) -> Iterator[Function]:
    """The project functions that run on the same thread whenever the function does, without being called by name."""
    for frame in function.body.frames:
        yield from _protocol(project, frame, function)
    yield from _properties(project, function)
    for site in running_sites(project, function):
        called = (*_handed(project, site, function), *_chosen(project, site, function))
        yield from (f for f in called if not offloads(project, f))
    yield from _wrappers(project, function)


def _protocol(project: Project, frame: Frame, function: Function) -> Iterator[Function]:
    """What the project's own context managers and iterators do when the function enters or iterates them."""
    iterated = frame.subject if frame.kind in _LOOPS else None
    for items, names in ((frame.items, _ENTER_AND_EXIT), ((iterated,), _ITERATION)):
        for item in items:
            class_ = project.class_(project.types.of(item, function)) if item is not None else None
            for name in names[frame.is_async] if class_ is not None else ():
                method = project.hierarchy.method(class_, name) if class_ is not None else None
                if method is not None:
                    yield method


def _properties(project: Project, function: Function) -> Iterator[Function]:
    """The getters that the function's expressions call by reading an attribute."""
    names = project.remember(_property_names, "")
    for part in _read(function) if names else ():
        if part.attr in names and (owner := project.types.of(part.value, function)):
            getter = project.function(project.types.method_of(owner, part.attr))
            if getter is not None and _is_property(getter):
                yield getter


def _read(function: Function) -> Iterator[Attribute]:
    body = function.body
    values = [*(s.call for s in body.calls if not s.in_lambda), *(a.value for a in body.assigns)]
    values += [s.value for s in (*body.returns, *body.yields, *body.raises)] + [f.subject for f in body.frames]
    queue = [v for v in values if v is not None]
    while queue:
        part = queue.pop()
        if isinstance(part, Attribute):
            yield part
        if not isinstance(part, Lambda):
            queue += children(part)


def _property_names(project: Project, _: str) -> frozenset[str]:
    return frozenset(f.name for f in project.functions.values() if f.in_class and _is_property(f) and f.body.calls)


def _is_property(function: Function) -> bool:
    return any(d.target == "builtins.property" for d in function.decorators)


def _handed(project: Project, site: CallSite, function: Function) -> Iterator[Function]:
    """The functions that the call is given to call back on this thread."""
    for handed in handed_back(project, site, function):
        for meant in _meanings(project, handed.given, function, 1):
            runs = handed.awaits if meant.is_async else handed.plain
            if runs and not meant.is_generator:
                yield meant


def _chosen(project: Project, site: CallSite, function: Function) -> Iterator[Function]:
    """What a call runs whose function stands in a variable, a table or a `partial`."""
    for meant in (*_meanings(project, site.call.func, function), *_called_object(project, site.call.func, function)):
        runs = site.awaited if meant.is_async else not site.awaited
        if runs and not meant.is_generator:
            yield meant


def _meanings(project: Project, func: Expr, function: Function, depth: int = 0) -> Iterator[Function]:
    """`depth` is 0 for what is called itself: a name that is called there is found without this."""
    if depth > 0 and (meant := function_meant(project, func, function)) is not None:
        yield meant
        return
    match func:
        case Name(id=name, target="") if depth < 3:
            bound = [a for a in function.body.assigns if name in a.names]
            if len(bound) == 1 and bound[0].source == "=" and bound[0].value is not None:
                yield from _meanings(project, bound[0].value, function, depth + 1)
        case Conditional(body=body, orelse=orelse):
            yield from _meanings(project, body, function, depth + 1)
            yield from _meanings(project, orelse, function, depth + 1)
        case Call(target="functools.partial"):
            given = func.argument(0)
            yield from _meanings(project, given, function, depth + 1) if given is not None else ()
        case Name(target=target) | Attribute(target=target) if (
            target and depth < 3 and project.function(target) is None
        ):
            value = project.value(target)
            if isinstance(value, Call | Name | Attribute):
                yield from _meanings(project, value, function, depth + 1)
        case Subscript(value=Name() | Attribute() as table):
            yield from _table(project, table, function)
        case Call(func=Attribute(attr="get", value=Name() | Attribute() as table)):
            yield from _table(project, table, function)


def _called_object(project: Project, func: Expr, function: Function) -> Iterator[Function]:
    """The `__call__` of the object that is called."""
    if project.remember(_has_callable_classes, "") and isinstance(func, Name | Attribute):
        class_ = project.class_(project.types.of(func, function))
        method = project.hierarchy.method(class_, "__call__") if class_ is not None else None
        if method is not None:
            yield method


def _has_callable_classes(project: Project, _: str) -> bool:
    return any(f.in_class and f.name == "__call__" and f.body.calls for f in project.functions.values())


def _table(project: Project, table: Name | Attribute, function: Function) -> Iterator[Function]:
    """The functions in a table that some module wrote out at import."""
    value = project.value(table.target) if table.target else None
    for _, item in value.items if isinstance(value, Mapping) else ():
        if (meant := function_meant(project, item, function)) is not None:
            yield meant


def _wrappers(project: Project, function: Function) -> Iterator[Function]:
    """What the project's own decorators put around the function, where it calls the function on the same thread."""
    for decorator in function.decorators:
        defined = project.function(decorator.target)
        for wrapper in project.remember(_callers, defined.symbol) if defined is not None else ():
            if wrapper.is_async == function.is_async and not wrapper.is_generator:
                yield wrapper


def _callers(project: Project, symbol: str) -> tuple[Function, ...]:
    """The functions inside a decorator that call what the decorator was given."""
    defined = project.functions[symbol]
    inside = [f for f in project.home(defined).functions if f.qualname.startswith(f"{defined.qualname}.<locals>.")]
    return tuple(
        f for f in inside if _calls_parameter_of(project.functions.get(f.symbol.rpartition(".<locals>.")[0]), f)
    )


def _calls_parameter_of(outer: Function | None, inner: Function) -> bool:
    names = {p.name for p in outer.params} if outer is not None else set()
    called = (s.call.func for s in inner.body.calls if not s.in_lambda)
    return any(isinstance(func, Name) and func.id in names and inner.param(func.id) is None for func in called)
