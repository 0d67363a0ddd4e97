"""What a rule asks to be changed, and what the change is in text."""

from __future__ import annotations

from enum import StrEnum

from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record, field


class Safety(StrEnum):
    """`SAFE` keeps behaviour and the OpenAPI document; `UNSAFE` may change either."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(Record, eq=True):
    """A request to a codemod: its module name in `fixes/`, the node, and its arguments."""

    codemod: str
    at: Anchor
    args: dict[str, str] = field(default_factory=dict)
    safety: Safety = Safety.SAFE

    def __hash__(self) -> int:
        return hash((self.codemod, self.at, self.safety))


class Edit(Record, eq=True):
    """Replace a range of whole text; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
