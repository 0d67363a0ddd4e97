"""Migrations do not know the models."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call, is_constant
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding


def check(alembic: Alembic) -> Iterator[Finding]:
    env = alembic.env
    if env is None:
        yield Finding.nothing("env.py of Alembic")
        return
    assigned = [a for body in env.scopes() for a in body.assigns if "target_metadata" in a.names]
    for assign in assigned:
        if is_constant(assign.value, None) and len(assigned) == 1:
            yield Finding.of(assign, problem="is None")
    configured = [s for s, _ in env.sites() if s.call.method == "configure"]
    if not assigned and configured and not any(_is_given(s.call) for s in configured):
        yield Finding.of(configured[0], problem="is given nowhere")


def _is_given(call: Call) -> bool:
    return call.keyword("target_metadata") is not None or call.has_star
