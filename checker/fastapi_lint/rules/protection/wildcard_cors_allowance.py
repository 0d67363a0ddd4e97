"""CORS allows everything instead of a list."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, Call, Expr, Sequence, string, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding

_EVERYTHING = frozenset({".*", "^.*$", "^.*", ".*$", ".+", "^.+$", "https?://.*", "^https?://.*$"})


def check(middleware: Middleware, project: Project, params: Params) -> Iterator[Finding]:
    if not middleware.target.endswith(".CORSMiddleware"):
        yield Finding.nothing("CORS middleware")
        return
    for option in params.options:
        value = _resolved(project, middleware.call.keyword(option), middleware)
        items = value.items if isinstance(value, Sequence) else (value,) if value is not None else ()
        texts = [string(item) for item in items]
        if "*" in texts or (option == "allow_origin_regex" and texts and texts[0] in _EVERYTHING):
            yield Finding.of(middleware, part=option.removeprefix("allow_"), option=option)


def _resolved(project: Project, value: Expr | None, middleware: Middleware) -> Expr | None:
    """What is written, also behind the name of a constant or the default of a setting."""
    if value is None:
        return None
    if (target := target_of(value)) and (found := project.value(target)) is not None:
        return found
    if isinstance(value, Attribute):
        owner = project.class_(project.types.of(value.value, middleware.function))
        field = project.hierarchy.field(owner, value.attr) if owner is not None else None
        default = field.value if field is not None else None
        return default.argument(0, "default") if isinstance(default, Call) else default
    return value
