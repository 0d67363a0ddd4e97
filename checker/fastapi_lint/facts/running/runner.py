"""Where a project's own code starts its server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function, Module, Role
from fastapi_lint.facts.expression import Attribute, Expr, Name, string, walk
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_CALLS = {
    "granian.Granian": "granian",
    "granian.server.Granian": "granian",
    "granian.server.Server": "granian",
    "granian.server.embed.Server": "granian",
    "uvicorn.run": "uvicorn",
    "uvicorn.Server": "uvicorn",
    "hypercorn.asyncio.serve": "hypercorn",
    "hypercorn.run.run": "hypercorn",
}
_OPTION_CALLS = ("add_argument", "option", "Option", "argument")


class Runner(Record):
    """One call that starts a server; `server` is its distribution."""

    server: str
    site: CallSite
    function: Function | None
    module: Module

    @property
    def at(self) -> Anchor:
        """The place of the call."""
        return self.site.at

    @property
    def target(self) -> str | None:
        """The `module:app` that is served, None when it is an object or unknown."""
        return string(self.site.call.argument(0, "target") or self.site.call.keyword("app"))


def runners(project: Project) -> tuple[Runner, ...]:
    """Every call that starts a server in code of the application or in a script."""
    return project.remember(_runners, "")


def _runners(project: Project, _: str) -> tuple[Runner, ...]:
    return tuple(_found(project))


def _found(project: Project) -> Iterator[Runner]:
    for module in project.modules.values():
        if module.role not in (Role.APPLICATION, Role.SCRIPT):
            continue
        for site, function in module.sites():
            server = _CALLS.get(project.follow(site.target)) if site.target else None
            if server is not None:
                yield Runner(server, site, function, module)


def options_of(module: Module) -> frozenset[str]:
    """The `--options` that a module's command line takes: by argparse, click, or the parameters of a typer command."""
    found: set[str] = set()
    sites = [site.call for site, _ in module.sites()]
    sites += [d.call for f in module.functions for d in f.decorators if d.call is not None]
    for call in sites:
        if call.method in _OPTION_CALLS:
            texts = (string(a.value) or "" for a in call.args)
            found |= {t for text in texts for t in text.split("/") if t.startswith("--")}
    given = {a.value.target for c in sites if c.target == "typer.run" for a in c.args if isinstance(a.value, Name)}
    for function in module.functions:
        command = any(d.target.endswith((".command", ".callback")) for d in function.decorators)
        if command or function.symbol in given:
            found |= {f"--{p.name.replace('_', '-')}" for p in function.params}
    return frozenset(found)


def mentions_setting(expr: Expr, name: str) -> bool:
    """Whether a part of the expression reads a setting of this name, in any case."""
    return any(isinstance(p, Attribute) and p.attr.lower() == name.lower() and not _is_argument(p) for p in walk(expr))


def _is_argument(part: Attribute) -> bool:
    return isinstance(part.value, Name) and part.value.id in ("args", "arguments", "options", "opts", "ns", "namespace")
