"""A generated migration was not looked at."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Call, string
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.facts.files.revisions import value_of
from fastapi_lint.model.finding import Finding

_CHANGING = frozenset({"drop_column", "alter_column", "rename_table", "drop_table"})


def check(alembic: Alembic) -> Iterator[Finding]:
    for module in alembic.revisions:
        upgrade, downgrade = module.function("upgrade"), module.function("downgrade")
        name = module.path.rpartition("/")[2]
        if upgrade is None or downgrade is None:
            continue
        if upgrade.is_stub and downgrade.is_stub and _follows_one(module):
            yield Finding.of(upgrade, name=name, problem="changes nothing; delete it")
        for call, index in _made_again(upgrade):
            yield Finding.of(call, name=name, problem=f"drops `{index}` and makes it again as it was; remove both")


def _follows_one(module: Module) -> bool:
    return string(value_of(module, "down_revision")) is not None


def _made_again(upgrade: Function) -> Iterator[tuple[Call, str]]:
    dropped: set[str] = set()
    for site in upgrade.body.calls:
        name = string(site.call.argument(0, "index_name")) or ""
        if site.call.method in _CHANGING:
            dropped.clear()  # the index has to go before what it stands on changes
        elif site.call.method == "drop_index":
            dropped.add(name)
        elif site.call.method == "create_index" and name in dropped and name:
            options = {a.keyword for a in site.call.args if a.keyword} - {"unique", "table_name"}
            if not options:
                yield site.call, name
