"""A migration breaks the version of the service that is still running."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Call, is_constant, root_name, string
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding


def check(alembic: Alembic) -> Iterator[Finding]:
    for module in alembic.revisions:
        upgrade = module.function("upgrade")
        if upgrade is not None:
            yield from _breaks(upgrade)


def _breaks(upgrade: Function) -> Iterator[Finding]:
    calls = upgrade.body.calls
    made = {string(s.call.argument(0, "table_name")) for s in calls if s.call.method == "create_table"}
    grown = {_table(s) for s in calls if s.call.method == "add_column"}
    tightened = {(_table(s), _column(s)) for s in calls if s.call.method == "alter_column"}
    for site in calls:
        table, column, method = _table(site), _column(site), site.call.method
        place = f"`{table}.{column}`"
        if not table or table in made:
            continue
        if method == "alter_column" and site.call.keyword("new_column_name") is not None:
            yield Finding.of(site, problem=f"this renames {place}; add a column, copy, and remove the old one later")
        elif method == "add_column" and _is_required(site) and (table, column) not in tightened:
            yield Finding.of(site, problem=f"this adds the required column {place} without a default")
        elif method == "drop_column" and table in grown:
            yield Finding.of(site, problem=f"this drops {place} in the step that adds other columns; drop it later")


def _table(site: CallSite) -> str:
    batch = _batch(site)
    return string((batch or site.call).argument(0, "table_name")) or ""


def _column(site: CallSite) -> str:
    given = site.call.argument(0 if _batch(site) else 1, "column_name")
    return string(given.argument(0, "name") if isinstance(given, Call) else given) or ""


def _batch(site: CallSite) -> Call | None:
    """The `op.batch_alter_table(…)` whose block the call stands in, unless the call is one of `op` itself."""
    if root_name(site.call.func) == "op":
        return None
    items = (item for frame in reversed(site.frames) for item in frame.items)
    return next((i for i in items if isinstance(i, Call) and i.method == "batch_alter_table"), None)


def _is_required(site: CallSite) -> bool:
    column = site.call.argument(0 if _batch(site) else 1, "column")
    if not isinstance(column, Call) or not is_constant(column.keyword("nullable"), value=False):
        return False
    return column.keyword("server_default") is None and column.keyword("default") is None
