"""A migration cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding


def check(alembic: Alembic) -> Iterator[Finding]:
    for module in alembic.revisions:
        upgrade, downgrade = module.function("upgrade"), module.function("downgrade")
        if upgrade is not None and downgrade is not None and downgrade.is_stub and not upgrade.is_stub:
            yield Finding.of(downgrade, name=module.path.rpartition("/")[2])
