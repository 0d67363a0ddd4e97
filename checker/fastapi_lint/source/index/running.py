"""Whether a call runs the body of what it names on this thread, before the caller goes on."""

from __future__ import annotations

from fastapi_lint.facts.code import CallSite, FrameKind, Function, Role
from fastapi_lint.facts.consuming import ELSEWHERE, consumed
from fastapi_lint.facts.expression import Call, Name, Operation, root_name, walk
from fastapi_lint.facts.project import Project

_CACHES = frozenset({"functools.cache", "functools.lru_cache"})
_OTHER_LOOPS = ("asyncio.run", "anyio.run", "run_until_complete", "run_coroutine_threadsafe", "async_to_sync")
SPAWNERS = frozenset({"create_task", "ensure_future"})
_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})


def runs_now(project: Project, target: str, site: CallSite, caller: Function) -> Function | None:
    """The project function whose body the call runs; None for what is external, offloaded or only prepared."""
    function = project.function(target)
    if function is None and (class_ := project.class_(target)) is not None:
        function = project.hierarchy.method(class_, "__init__")
    function = _implementation(project, function) if function is not None else None
    if function is None or _replaced(project, function, site):
        return None
    if function.is_async and not function.is_generator:
        return function if site.awaited or (site.used and not _on_another_loop(site.call, caller)) else None
    if function.is_generator and not function.is_async:
        return function if consumed(site.call, caller) else None
    return function


def runs_once(function: Function) -> bool:
    """Whether a cache keeps its only result, so that its body runs once per process."""
    return not function.params and any(d.target in _CACHES for d in function.decorators)


def is_task(site: CallSite, caller: Function) -> bool:
    """Whether the caller hands the coroutine that the call makes to the event loop, and goes on without it."""
    return any(s.call.method in SPAWNERS and holds(s.call, site.call) for s in caller.body.calls)


def fills_global(site: CallSite, function: Function) -> bool:
    """Whether it runs once per process: the function sets a global `x` under `if x is None`, or has returned it."""
    tests = [f.subject for f in site.frames if f.kind is FrameKind.IF]
    empty = [t.operands[0] for t in tests if isinstance(t, Operation) and t.op in ("is", "not")]
    return any(root_name(e) in function.body.globals for e in empty) or _follows_kept(site, function)


def _follows_kept(site: CallSite, function: Function) -> bool:
    """Whether the function has returned a variable of the module before it comes to the call, if that is set."""
    for returned in function.body.returns:
        value = returned.value
        if isinstance(value, Name) and (value.id in function.body.globals or value.target) and returned.at < site.at:
            tests = [f.subject for f in returned.frames if f.kind is FrameKind.IF]
            parts = [p for t in tests for p in (t.operands if isinstance(t, Operation) and t.op == "and" else (t,))]
            kept = [p.operands[0] if isinstance(p, Operation) and p.op == "is not" else p for p in parts]
            if value in kept:
                return True
    return False


def _implementation(project: Project, method: Function) -> Function:
    """What an abstract method means when just one class of the application implements it."""
    abstract = any(d.target.rpartition(".")[2] == "abstractmethod" for d in method.decorators)
    owner = project.classes.get(method.symbol.rpartition(".")[0])
    if owner is None or not (abstract or method.is_stub):
        return method
    protocol = project.hierarchy.derives(owner, _PROTOCOLS)
    found = [
        project.functions[f"{c.symbol}.{method.name}"]
        for c in project.classes.values()
        if c is not owner
        and method.name in c.methods
        and (owner.symbol in project.hierarchy.ancestors(c) or (protocol and set(owner.methods) <= set(c.methods)))
    ]
    found = [f for f in found if project.home(f).role is Role.APPLICATION]
    return found[0] if len(found) == 1 else method


def _replaced(project: Project, function: Function, site: CallSite) -> bool:
    """Whether a decorator may turn the function into something that runs elsewhere, such as a Celery task."""
    if site.awaited and not function.is_async and function.decorators:
        return True
    return offloads(project, function)


def offloads(project: Project, function: Function) -> bool:
    """Whether a decorator makes something of the function that runs in a thread or in another process."""
    return any(_runs_elsewhere(project, d.target) for d in function.decorators)


def _runs_elsewhere(project: Project, decorator: str) -> bool:
    if decorator.rpartition(".")[2] in ELSEWHERE:
        return True
    defined = project.function(decorator)
    if defined is None:
        return False
    inner = (f for f in project.home(defined).functions if f.qualname.startswith(f"{defined.qualname}.<locals>."))
    return any(s.call.method in ELSEWHERE for f in (defined, *inner) for s in f.body.calls)


def _on_another_loop(call: Call, caller: Function) -> bool:
    return any(
        s.call is not call and f"{s.target or s.call.method}".endswith(_OTHER_LOOPS) and holds(s.call, call)
        for s in caller.body.calls
    )


def holds(outer: Call, inner: Call) -> bool:
    """Whether a call stands among the arguments of another."""
    return any(part is inner for argument in outer.args for part in walk(argument.value))
