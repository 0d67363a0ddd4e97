"""Everything that can end or mar a run, each with its exit code.

FastapiLintError
├─ UsageError         2   bad arguments
│  ├─ ConfigError     2   a configuration file is wrong: file, key, what was expected
│  └─ UnknownRule     2   names the nearest ids
├─ CatalogError       3   a rule's YAML or module is wrong (all problems at once)
└─ TargetError        4   nothing could be evaluated

What the user's code does wrong is never an exception: it is a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class FastapiLintError(Exception):
    """Base of all errors that are shown to users as one message without a traceback."""

    exit_code: ClassVar[int] = 3


class UsageError(FastapiLintError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file cannot be used as it is."""


class UnknownRule(UsageError):
    """No rule or category has this id; `known` supplies the nearest valid ones."""

    def __init__(self, name: str, known: Iterable[str], *, where: str = "") -> None:
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}no rule or category is called `{name}`{nearest(name, known) or '.'}")


class CatalogError(FastapiLintError):
    """The rulebook itself is wrong; lists every problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("The rulebook has problems:\n" + "\n".join(f"  {p}" for p in self.problems))


class TargetError(FastapiLintError):
    """Nothing of what was asked for could be evaluated."""

    exit_code = 4


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean `x`?` for the closest valid choice, or nothing when none is close."""
    from difflib import get_close_matches  # only mistakes pay for it

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{close[0]}`?" if close else ""
