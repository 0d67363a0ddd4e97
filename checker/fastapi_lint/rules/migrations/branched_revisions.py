"""The migrations do not form one line."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Sequence, string
from fastapi_lint.facts.files.alembic import Alembic
from fastapi_lint.facts.files.revisions import assigned, value_of
from fastapi_lint.model.finding import Finding


def check(alembic: Alembic) -> Iterator[Finding]:
    revisions = {r: module for module in alembic.revisions if (r := string(value_of(module, "revision")))}
    if len(revisions) < len(alembic.revision_paths) or any(_has_label(m) for m in revisions.values()):
        return
    followed: set[str] = set()
    gaps = 0
    for revision, module in revisions.items():
        before = value_of(module, "down_revision")
        earlier = [string(e) for e in (before.items if isinstance(before, Sequence) else (before,))]
        followed |= {e for e in earlier if e}
        for name in earlier:
            if name and name not in revisions and (at := assigned(module, "revision")) is not None:
                gaps += 1
                yield Finding.of(at, problem=f"`{revision}` follows `{name}`, which does not exist")
    heads = [r for r in revisions if r not in followed]
    for head in heads[1:] if not gaps else ():
        if (at := assigned(revisions[head], "revision")) is not None:
            yield Finding.of(at, problem=f"`{head}` is a second head beside `{heads[0]}`; merge them")


def _has_label(module: Module) -> bool:
    return string(value_of(module, "branch_labels")) is not None or isinstance(
        value_of(module, "branch_labels"), Sequence
    )
