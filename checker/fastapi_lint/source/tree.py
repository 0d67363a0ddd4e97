"""What parsing a file gives, whichever parser did it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeAlias

from fastapi_lint.model.record import Record

Block: TypeAlias = list[ast.stmt]
"""The statements of one top-level line: several when semicolons join them, as libcst groups them."""


class Syntax(Record):
    """A file's top-level statements, grouped by `Block`."""

    blocks: Sequence[Block]
