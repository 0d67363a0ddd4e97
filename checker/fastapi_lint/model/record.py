"""Records: what facts, findings and the catalogue are made of.

Frozen dataclasses would say the same and cost more: 0.15 ms for each of some 200 classes at every start, and twice the
time and a third more memory for each of the many thousand facts of a project. msgspec writes both in C.
"""

from __future__ import annotations

from typing import dataclass_transform

from msgspec import Struct, field

__all__ = ["Record", "field"]


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
class Record(Struct, frozen=True, eq=False, gc=False):
    """Immutable fields. Equal to itself only, unless the class says `eq=True`: then to one with equal fields.

    Records refer to each other without cycles, so the garbage collector need not know them.
    """
