"""Reading a team's rules in prose: which of them the rulebook has already."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.model.errors import UsageError
from fastapi_lint.views.prose import proposal

_MOST = 1_000_000


def imported(file: Path, output_format: str) -> str:
    """The proposal for a Markdown document, as text or json; UsageError when it cannot be read."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"`{file}` cannot be read: {error.strerror}.") from None
    if len(data) > _MOST:
        raise UsageError(f"`{file}` has {len(data):,} bytes; rules for agents have less than {_MOST:,}.")
    try:
        document = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"`{file}` is no UTF-8: byte {error.start} cannot be decoded; save it as UTF-8.") from None
    found = proposal.proposed(document, catalog(cache_home()))
    return proposal.as_json(found, str(file)) if output_format == "json" else proposal.text(found, str(file))
