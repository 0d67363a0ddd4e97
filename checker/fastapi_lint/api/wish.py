"""What one run against a service is asked to look at."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.contract.client import Wanted
from fastapi_lint.model.record import Record


class Wish(Record, eq=True):
    """No calls without `probe`, one call with `only`, with `examples` as many made-up ones for each operation.

    `save` and `base` are documents to write and to compare with.

    With `modes` it is also started without its environment, and with workers that are then told to end. With a `url`
    the service runs elsewhere, and what only its own process can see is not judged.
    """

    anonymous: bool = False
    probe: bool = True
    save: Path | None = None
    base: Path | None = None
    only: Wanted | None = None
    url: str = ""
    examples: int = 0
    modes: bool = False
