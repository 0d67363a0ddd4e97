"""A temporary file is made at a fixed place, or nobody removes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind, Function, Module
from fastapi_lint.facts.expression import FString, is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_KEPT = frozenset({"tempfile.mkstemp", "tempfile.mkdtemp"})
_OBJECTS = frozenset({"tempfile.NamedTemporaryFile", "tempfile.TemporaryDirectory"})
_REMOVAL = re.compile(r"(?i)unlink|remove|rmtree|cleanup|clean_up|delete|rmdir")
_FIXED = re.compile(r"^(?:/tmp/|/var/tmp/|tmp[_/]|temp[_/])")
_WRITING = re.compile(r"[wax+]")


def check(module: Module, project: Project) -> Iterator[Finding]:
    for site, function in module.sites():
        target = project.follow(site.target)
        kept = target in _KEPT or (target in _OBJECTS and is_constant(site.call.keyword("delete"), value=False))
        if kept and not _is_removed(function, module):
            yield Finding.of(site, part="removal", call=text(site.call.func), problem="is never removed")
        elif path := _fixed_path(site):
            problem = f"has the fixed path `{path}`, which every request and every user of the machine shares"
            yield Finding.of(site, part="directory", call=text(site.call.func), problem=problem)


def _is_removed(function: Function | None, module: Module) -> bool:
    """Whether the function, or one of its class or module when it hands the path out, removes files."""
    handed_out = function is None or function.in_class or bool(function.body.returns or function.body.yields)
    bodies = [f.body for f in module.functions] if function is None or handed_out else [function.body]
    called = [s for body in bodies for s in body.calls]
    names = [name for s in called for name in (s.call.method, *(text(a.value) for a in s.call.args))]
    return any(_REMOVAL.search(name) for name in names)


def _fixed_path(site: CallSite) -> str:
    """The literal temporary path that the call opens for writing; "" for none."""
    if site.call.method != "open" or site.target not in ("builtins.open", "aiofiles.open", "io.open"):
        return ""
    path = site.call.argument(0, "file")
    mode = string(site.call.argument(1, "mode")) or "r"
    literal = string(path) or (path.text if isinstance(path, FString) else "")
    random = isinstance(path, FString) and any("uuid" in text(v).lower() for v in path.values)
    in_debug = any(f.kind is FrameKind.IF and f.subject is not None and "debug" in text(f.subject) for f in site.frames)
    return literal if _FIXED.match(literal) and _WRITING.search(mode) and not random and not in_debug else ""
