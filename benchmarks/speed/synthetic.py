"""A process of its own: checks a project, then runs further rules over its facts.

The further rules ask for the same kinds of facts as the rules of the profile, in the same proportion. Each compares
every name that such a fact carries with a few names of its own, and finds nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from fastapi_lint.api.analysis import Pass, analyse
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.config import Config
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.rulebook import ActiveRule, pair
from fastapi_lint.facts.code import Assign, CallSite, Class, Function, Module
from fastapi_lint.facts.expression import target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook, LoopCall, Middleware, Model, Mount, Route, Router
from fastapi_lint.model.finding import Finding
from fastapi_lint.source.discover import discover

NAMES: dict[type, Callable[[Any], Iterable[str]]] = {
    Project: lambda project: (call.target for call in project.client_calls),
    Module: lambda module: module.bindings.values(),
    Function: lambda function: (site.target for site in function.body.calls),
    Class: lambda class_: map(target_of, class_.bases),
    CallSite: lambda site: (site.target,),
    Assign: lambda assign: assign.names,
    Route: lambda route: (*(p.name for p in route.params), *(d.target for d in route.dependencies)),
    Router: lambda router: (router.symbol, router.prefix or ""),
    Mount: lambda mount: (mount.parent, mount.child),
    Hook: lambda hook: (site.target for site in hook.function.body.calls),
    Middleware: lambda middleware: (middleware.target,),
    Model: lambda model: (field.name for field in model.fields),
    LoopCall: lambda call: (call.target,),
}


def further(active: Iterable[ActiveRule], count: int) -> tuple[ActiveRule, ...]:
    """So many rules more, in the proportions of the active ones."""
    return tuple(_rule(like, number) for number, like in enumerate(islice(cycle(active), count)))


def _rule(like: ActiveRule, number: int) -> ActiveRule:
    names = frozenset(f"library{number}.call{n}" for n in range(8))
    read = NAMES[like.kind]

    def check(fact: Any) -> Iterator[Finding]:
        for name in read(fact):
            if name in names:
                yield Finding.of(fact)

    return replace(like, rule=replace(like.rule, id=f"synthetic-{number}"), check=check, extras=())


def main(folder: Path, count: int) -> int:
    """Exit code 3 when a further rule crashed or found something, so that no figure comes out of it."""
    book, config = catalog(cache_home()), Config(root=folder)
    analysis = analyse(book, config, discover(folder), Pass(jobs=1, delegates=False))
    outcome = dispatch(further(pair(analysis.rules.values()), count), analysis.scanned.project)
    return 3 if outcome.crashes or outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), int(sys.argv[2])))
