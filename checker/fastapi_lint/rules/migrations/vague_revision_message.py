"""The name of a migration does not say what it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_EMPTY = frozenset(
    {"auto", "autogenerate", "migration", "migrations", "update", "updates", "change", "changes", "test", "message"}
    | {"fix", "wip", "tmp", "new", "db", "database", "schema", "models", "model", "revision"}
)


def check(alembic: Alembic, params: Params) -> Iterator[Finding]:
    for path in alembic.revision_paths:
        name = path.rpartition("/")[2]
        words = [w for w in re.split(r"[_\s-]+", name.removesuffix(".py").lower()) if w and not _is_id(w)]
        telling = [w for w in words if w not in _EMPTY]
        if not telling or (len(words) < params.words and words[0] not in params.alone):
            yield Finding(Location(path, 1, 1, 1, 1), {"name": name})


def _is_id(word: str) -> bool:
    """Whether a part of a file name is a revision, a date or a number."""
    return bool(re.fullmatch(r"[0-9a-f]{8,}|\d+|(?=.*\d)[0-9a-f]{3,}|v?\d\S*", word))
