"""The app goes by FastAPI's default name or version, or by one written into the code."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call, Constant, Expr, FString
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    app = service.app
    if not app.plain or app.call.has_star:
        return
    for option in params.options:
        value = app.option(option)
        if value is None:
            yield Finding.of(app, part=option, how=f"has no `{option}`", option=option)
        elif params.source == "settings" and _is_written(value):
            yield Finding.of(app, part=option, how=f"has its `{option}` written into the code", option=option)


def _is_written(value: Expr) -> bool:
    """Whether the text stands right there, and not in settings, a constant or the package's metadata."""
    return (
        isinstance(value, Constant)
        or (isinstance(value, FString) and not value.values)
        or (
            isinstance(value, Call) and value.method == "str" and all(isinstance(a.value, Constant) for a in value.args)
        )
    )
