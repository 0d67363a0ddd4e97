"""Events: their types, their classes, and the calls that bring them into streams and out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, target_of, text, walk
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.model.location import Anchor

_ENUMS = frozenset({"enum.Enum", "enum.StrEnum", "enum.IntEnum"})
_TYPE_NAME = re.compile(r"(?:^|[a-z])Event(?:Type|Name|Kind)s?$")
_BASE_NAME = re.compile(r"^_?(?:Base|Abstract|Domain|Integration)?Event(?:Base|Model|Envelope)?$")
_REDIS_NAME = re.compile(r"(?:^|_)redis(?:$|_)|^r$")

_MESSAGE_FIELDS = ("event_id", "event_type", "event_name", "event_version", "schema_version", "occurred_at")


class StreamCall(Record):
    """A call of a Redis command, in the function that makes it."""

    site: CallSite
    function: Function | None
    module: Module

    @property
    def at(self) -> Anchor:
        """The call's place."""
        return self.site.at

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.site.call


def stream_calls(project: Project, *commands: str) -> Iterator[StreamCall]:
    """Calls of these Redis commands as methods, in the application."""
    for module in project.application_modules():
        for site, function in module.sites():
            if site.call.method in commands and isinstance(site.call.func, Attribute):
                yield StreamCall(site, function, module)


def handles_events(project: Project) -> bool:
    """Whether the application has events: types, classes, or calls that send or read them."""
    return project.remember(_handles_events, "events")


def _handles_events(project: Project, _: str) -> bool:
    sent = stream_calls(project, "xadd", "xread", "xreadgroup", "publish")
    return bool(event_types(project) or event_bases(project) or next(sent, None))


def is_redis(project: Project, expr: Expr, function: Function | None) -> bool:
    """Whether a value is a Redis client, by its type or else by its name."""
    type_ = project.types.of(expr, function)
    if type_:
        return type_.startswith(("redis.", "aioredis.", "valkey."))
    return bool(_REDIS_NAME.search(text(expr).rpartition(".")[2].strip("_").lower()))


def event_types(project: Project) -> tuple[Class, ...]:
    """The enums of the application that list event types; what customers hear by webhook is another vocabulary."""
    return tuple(
        c
        for m in project.application_modules()
        for c in m.classes
        if _TYPE_NAME.search(c.name) and "Webhook" not in c.name and project.hierarchy.derives(c, _ENUMS)
    )


def event_bases(project: Project) -> tuple[Class, ...]:
    """The models that all messages derive from; an event in somebody's calendar has none of a message's fields."""
    return tuple(
        c
        for m in project.application_modules()
        for c in m.classes
        if _BASE_NAME.match(c.name)
        and project.hierarchy.is_model(c)
        and any(project.hierarchy.field(c, name) is not None for name in _MESSAGE_FIELDS)
    )


def event_classes(project: Project) -> tuple[Class, ...]:
    """The concrete events: models that derive from an event base and that no other event derives from."""
    bases = {c.symbol for c in event_bases(project)}
    found = [
        c
        for m in project.application_modules()
        for c in m.classes
        if c.symbol not in bases and project.hierarchy.derives(c, bases)
    ]
    parents = {name for c in found for name in project.hierarchy.ancestors(c)[1:]}
    return tuple(c for c in found if c.symbol not in parents)


def names_event_type(project: Project, expr: Expr) -> bool:
    """Whether an expression holds a member of an enum of event types."""
    symbols = {c.symbol for c in event_types(project)}
    return any(isinstance(part, Attribute) and project.follow(target_of(part.value)) in symbols for part in walk(expr))


def takes_event(project: Project, function: Function) -> bool:
    """Whether a function has a parameter that is an event or an event type."""
    known = {c.symbol for c in (*event_types(project), *event_bases(project))}
    for param in function.params:
        for part in walk(param.annotation) if param.annotation is not None else ():
            class_ = project.class_(target_of(part)) if isinstance(part, Name | Attribute) else None
            if class_ is not None and known.intersection(project.hierarchy.ancestors(class_)):
                return True
    return False


def callee_of(project: Project, site: CallSite, function: Function | None) -> Function | None:
    """The project function or method that a call runs."""
    target = project.types.callee(site.call, function)
    return project.function(target) if target else None


def reached(project: Project, function: Function, depth: int = 3) -> Iterator[Function]:
    """The function and the project functions that it calls, `depth` calls deep, each once."""
    seen: set[str] = set()
    queue = [(function, depth)]
    while queue:
        current, left = queue.pop()
        if current.symbol in seen:
            continue
        seen.add(current.symbol)
        yield current
        if left:
            called = (callee_of(project, site, current) for site in current.body.calls)
            queue += [(f, left - 1) for f in called if f is not None]
