"""The page of each rule as a file, so that a link leads to the text of the version that is installed, offline too."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from fastapi_lint import __version__
from fastapi_lint.api.book import explanation
from fastapi_lint.catalog.home import cache_home


@lru_cache(maxsize=1024)
def page_of(rule: str) -> str | None:
    """The `file:` address of a rule's page, None where it cannot be written. Each is written once per process."""
    file = cache_home().absolute() / "pages" / __version__ / f"{rule}.md"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(explanation(rule), "utf-8")
        return file.as_uri()
    return None
