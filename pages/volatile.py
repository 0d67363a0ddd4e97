"""What differs from run to run, or with every new rule, and makes no document out of date."""

from __future__ import annotations

import re

_VOLATILE = re.compile(
    r"(?<=Took )[\d.]+(?= s)"
    r"|\d+(?= (?:held|not applicable|not evaluated|calls))"
    r"|(?<=, run )[0-9a-f]{16}"
    r'|(?<="seconds": )[\d.]+'
)


def settled(text: str) -> str:
    """The text with `N` for all of it."""
    return _VOLATILE.sub("N", text.replace("&#160;", " "))


def unless_settled(kept: str, fresh: str) -> str:
    """The text that is kept where nothing else differs, else the fresh one."""
    return kept if settled(kept) == settled(fresh) else fresh
