"""A test replaces a dependency and does not surely put it back."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Assign, Body, FrameKind, Function, Module, Role
from fastapi_lint.facts.expression import Attribute, Subscript, string, text
from fastapi_lint.facts.operations.test_code import is_test
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLEARING = frozenset({"clear", "pop", "popitem"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    cleared_nearby = any(_clears(body) for m in _around(module, project) for body in m.scopes())
    for function in (None, *module.functions):
        body = module.top if function is None else function.body
        override = next((a for a in body.assigns if _overrides(a)), None)
        if override is None or (function is not None and _is_for_the_session(function)):
            continue
        what = text(override.targets[0])
        if not _clears(body) and not cleared_nearby:
            yield Finding.of(override, part="never", what=what, problem="is never taken back")
        elif function is not None and is_test(function) and _clears(body) and not _clears_for_sure(function):
            yield Finding.of(override, part="unsure", what=what, problem="stays for the next tests when this one fails")


def _is_for_the_session(function: Function) -> bool:
    """Whether it is a fixture for all tests, whose override has nobody to be taken back for."""
    calls = (d.call for d in function.decorators if d.call is not None)
    return any(string(call.keyword("scope")) == "session" for call in calls)


def _around(module: Module, project: Project) -> Iterator[Module]:
    """The file itself and every conftest.py in its folder or above."""
    folder = module.path.rpartition("/")[0]
    for other in project.modules.values():
        base, _, name = other.path.rpartition("/")
        shared = name == "conftest.py" and (not base or folder == base or folder.startswith(f"{base}/"))
        if other is module or (shared and other.role is Role.TEST):
            yield other


def _overrides(assign: Assign) -> bool:
    return any(
        isinstance(t, Subscript) and isinstance(t.value, Attribute) and t.value.attr == "dependency_overrides"
        for t in assign.targets
    )


def _clears(body: Body) -> bool:
    """Whether the code empties the overrides, deletes one, or puts the old ones back."""
    called = any(s.call.method in _CLEARING and "dependency_overrides" in text(s.call.func) for s in body.calls)
    deleted = any("dependency_overrides" in text(d.value) for d in body.deletes)
    reset = any(isinstance(t, Attribute) and t.attr == "dependency_overrides" for a in body.assigns for t in a.targets)
    return called or deleted or reset


def _clears_for_sure(function: Function) -> bool:
    """Whether a `finally` or a context manager does it."""
    body = function.body
    clearing = [s.frames for s in body.calls if s.call.method in _CLEARING]
    others = [a.frames for a in body.assigns] + [d.frames for d in body.deletes]
    return any(frame.kind is FrameKind.FINALLY for frames in (*clearing, *others) for frame in frames)
