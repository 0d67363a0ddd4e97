"""What can fail inside of a `try`."""

from __future__ import annotations

from fastapi_lint.facts.code import Frame, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Call, target_of
from fastapi_lint.facts.project import Project

_EVERYTHING = frozenset({"builtins.Exception", "builtins.BaseException"})
_PARSERS = frozenset({
    "builtins.int", "builtins.float", "json.loads", "uuid.UUID", "decimal.Decimal", "datetime.datetime.fromisoformat",
    "datetime.datetime.strptime", "datetime.date.fromisoformat", "base64.b64decode", "binascii.unhexlify",
})  # fmt: skip
_CHECKERS = frozenset({"model_validate", "model_validate_json", "parse_obj", "parse_raw"})


def never_runs(project: Project, caught: Frame) -> bool:
    """Whether an `except` has no exception left: an earlier one of its `try` takes all, or the `try` raises none."""
    return any(subject is None or project.follow(target_of(subject)) in _EVERYTHING for subject in caught.earlier)


def only_validates(project: Project, function: Function, caught: Frame) -> bool:
    """Whether nothing but models that check their data, and parsers of text, can raise what an `except` takes.

    A `try` of the same function with an equal `except` counts too, so that this says no rather than yes.
    """
    if caught.subject is None:
        return False
    calls = [
        site.call
        for site in function.body.calls
        if any(f.kind is FrameKind.TRY and caught.subject in f.catches for f in site.frames)
    ]
    return bool(calls) and all(_validates(project, call) for call in calls)


def _validates(project: Project, call: Call) -> bool:
    made = call.func.value if isinstance(call.func, Attribute) and call.method in _CHECKERS else call.func
    if project.follow(call.target) in _PARSERS:
        return True
    class_ = project.class_(project.follow(target_of(made)))
    if class_ is not None:
        return project.hierarchy.is_model(class_)
    return call.method[:1].isupper() and [arg.star for arg in call.args] == ["**"]  # a model of another package
