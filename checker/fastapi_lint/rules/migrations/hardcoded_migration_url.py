"""The address of a database stands in the configuration of the migrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding

_URL = re.compile(r"^(?!driver:)\w[\w+]*://[^:@/\s]+:(?!%|\$|\{)[^@/\s]+@")


def check(alembic: Alembic) -> Iterator[Finding]:
    for key in ("sqlalchemy.url", "sqlalchemy_url", "url"):
        node = alembic.options.get(key)
        if node is not None and _URL.match(node.text()):
            yield Finding.of(node)
