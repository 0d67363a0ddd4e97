"""What each app answers with, and what it tries first. Starlette takes the first match in order of registration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import LOOPS, Frame, FrameKind
from fastapi_lint.facts.web import Caller, Mount, Route, Router
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_UNCONDITIONAL = LOOPS | {FrameKind.WITH}
_Conditions = tuple[tuple[FrameKind, Anchor], ...]


class Step(Record):
    """One registering call. `turn` is its place in a loop over routers.

    `body` is the scope that it stands in: "path:function", or "path:" for a module. `turn` is -1 when the call
    registers one of several routers and nobody knows which.
    """

    body: str
    at: Anchor
    turn: int
    conditions: _Conditions

    @property
    def at_import(self) -> bool:
        """Whether it stands at the top of a module and so runs when the module is imported."""
        return self.body.endswith(":")


class Served(Record):
    """A route (or, with `mount`, a whole sub-application) under one full path of an app.

    `steps` lead from the app to it: every `include_router` call passed, then its own registration.
    """

    path: str
    route: Route | None
    mount: Mount | None
    steps: tuple[Step, ...]

    @property
    def at(self) -> Anchor:
        """The registering call's place."""
        return self.steps[-1].at

    @property
    def name(self) -> str:
        """What users call it: `GET /items/{id}`, or the mount with its path."""
        if self.route is None:
            return f"the mount at {self.path or '/'}"
        verb = "WebSocket" if self.route.is_websocket else "/".join(self.route.methods)
        return f"{verb} {self.path}"

    def certainly_before(self, other: Served) -> bool:
        """Whether the app tries it before the other in every run in which it has the other."""
        for number, (mine, theirs) in enumerate(zip(self.steps, other.steps, strict=False)):
            if mine is theirs:
                continue
            ordered = mine.body == theirs.body and (mine.at, mine.turn) < (theirs.at, theirs.turn)
            known = mine.turn >= 0 and theirs.turn >= 0
            given = theirs.conditions[: len(mine.conditions)] == mine.conditions
            return ordered and known and given and not any(s.conditions for s in self.steps[number + 1 :])
        return False

    def certainly_with(self, other: Served) -> bool:
        """Whether every run that has one of them has the other too, in whatever order."""
        both = (*self.steps, *other.steps)
        if any(s.conditions or s.turn < 0 for s in both):
            return False
        mine, theirs = next(((a, b) for a, b in zip(self.steps, other.steps, strict=False) if a is not b), (None, None))
        same_body = mine is not None and theirs is not None and mine.body == theirs.body
        return mine is theirs or same_body or all(s.at_import for s in both)


def served(project: Project) -> dict[str, tuple[Served, ...]]:
    """App symbol -> everything that it answers under a known path. Routers bound twice are left out."""
    parts = _parts(project)
    return {
        router.symbol: tuple(_below(project, parts, router.symbol, router.prefix or "", (), frozenset()))
        for router in project.routers.values()
        if router.is_app
    }


_Parts = dict[str, list[tuple[Step, Route | Mount]]]


def _parts(project: Project) -> _Parts:
    """Router symbol -> its own registrations."""
    found: _Parts = {}
    places = _places(project)
    for route in project.routes:
        if route.router is not None and route.path is not None and not _is_rebound(route.router):
            holder, frames = places.get(route.at, (route.function.owner, route.function.frames))
            step = Step(f"{route.module.path}:{holder}", route.at, 0, _conditions(frames))
            found.setdefault(route.router.symbol, []).append((step, route))
    turns: dict[Anchor, int] = {}
    for mount in project.mounts:
        run = mount.caller or Caller(mount.site, mount.module, mount.function)
        frames = run.site.frames if mount.caller is None else (*run.site.frames, *mount.site.frames)
        turns[run.site.at] = turn = turns.get(run.site.at, -1) + 1
        alternative = mount.scattered or (turn > 0 and not any(f.kind in LOOPS for f in frames))
        body = f"{run.module.path}:{run.function.qualname if run.function else ''}"
        step = Step(body, run.site.at, -1 if alternative else turn, _conditions(frames))
        found.setdefault(mount.parent, []).append((step, mount))
    return found


def _places(project: Project) -> dict[Anchor, tuple[str, tuple[Frame, ...]]]:
    """Registering call -> the function around it and its frames."""
    modules = {route.module.path: route.module for route in project.routes}
    wanted = {route.at for route in project.routes}
    found = {}
    for module in modules.values():
        for holder, body in (("", module.top), *((f.qualname, f.body) for f in module.functions)):
            found.update({s.at: (holder, s.frames) for s in body.calls if s.at in wanted})
    return found


def _conditions(frames: tuple[Frame, ...]) -> _Conditions:
    return tuple((f.kind, f.at) for f in frames if f.kind not in _UNCONDITIONAL)


def _is_rebound(router: Router) -> bool:
    """Whether one variable holds several routers one after the other, so that nobody knows which is meant."""
    name = router.symbol.rpartition(".")[2]
    body = router.function.body if router.function else router.module.top
    return sum(a.names == (name,) and not _conditions(a.frames) for a in body.assigns) > 1


def _below(
    project: Project, parts: _Parts, symbol: str, prefix: str, steps: tuple[Step, ...], seen: frozenset[str]
) -> Iterator[Served]:
    for step, part in parts.get(symbol, ()):
        if isinstance(part, Route):
            yield Served(prefix + (part.path or ""), part, None, (*steps, step))
        elif part.prefix is not None and part.kind == "mount":
            yield Served(prefix + part.prefix.rstrip("/"), None, part, (*steps, step))
        elif part.child not in seen and (child := project.routers.get(part.child)) is not None:
            between = part.path_before(child)
            if between is not None and not _is_rebound(child):
                yield from _below(project, parts, child.symbol, prefix + between, (*steps, step), seen | {symbol})
