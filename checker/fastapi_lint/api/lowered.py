"""What settings let through that earlier ones did not: rules, levels, files, and findings that are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.baseline import Entry, alike
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.record import Record
from fastapi_lint.source.discover import DEFAULT_EXCLUDES, role_of

_NAMED = 3
"""So many rules are named, of more the number."""
_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}


class Gate(Record):
    """What decides which findings are reported; `accepted` is None without a baseline."""

    config: Config
    accepted: tuple[Entry, ...] | None = None


class Lowering(Record, eq=True):
    """`keys` are the places in the settings that may say it, the likeliest first."""

    keys: tuple[tuple[str, ...], ...]
    what: str


def lowered(book: Catalog, before: Gate, now: Gate) -> Iterator[Lowering]:
    """What the later gate lets through and the earlier one did not, nothing being decided before there were settings.

    So the first choice of a profile, or of what a baseline accepts, lowers nothing.
    """
    old, new = before.config, now.config
    if old.file is None:
        old = replace(old, profile=new.profile)
    then = active_rules(book, old)
    yield from _rules(then, active_rules(book, new), old, new)
    for glob in sorted(_globs(new) - _globs(old)):
        yield Lowering((("exclude",), ("extend-exclude",)), f"files that match `{glob}` are no longer judged")
    yield from _per_file(then, old.per_file_ignores, new.per_file_ignores)
    for glob, role in new.roles.items():
        if role not in ("application", old.roles.get(glob), role_of(glob).value):
            yield Lowering((("roles", glob), ("roles",)), f"files that match `{glob}` count as {role}")
    if old.delegates and not new.delegates:
        yield Lowering((("delegates",),), "ruff is no longer asked")
    if now.accepted is not None and (old.file is not None or before.accepted is not None):
        yield from _accepted(before.accepted or (), now.accepted)


def _rules(then: Mapping[str, Rule], today: Mapping[str, Rule], old: Config, new: Config) -> Iterator[Lowering]:
    if gone := [name for name in then if name not in today]:
        switches = [("severity", name) for name in gone]
        keys = [(key,) for key in ("ignore", "select", "profile") if getattr(old, key) != getattr(new, key)]
        yield Lowering((*switches, *keys), f"{_listed(gone)} no longer reported")
    for name in sorted(then.keys() & today.keys()):
        was, is_now = then[name].severity, today[name].severity
        if _WEIGHT[is_now] < _WEIGHT[was]:
            what = f"`{name}` has the level {is_now.value} instead of {was.value}"
            yield Lowering((("severity", name), ("profile",)), what)


def _globs(config: Config) -> set[str]:
    """What is left out, but for what is by default: naming `.venv` takes nothing away."""
    named = {*(config.exclude or ()), *config.extend_exclude}
    return {glob for glob in named if glob.strip("*/") not in DEFAULT_EXCLUDES}


def _per_file(
    then: Mapping[str, Rule], old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]
) -> Iterator[Lowering]:
    """Of the rules that were reported in such files: many look at no tests."""
    for glob, rules in new.items():
        role = role_of(glob).value
        if more := sorted(n for n in rules - old.get(glob, frozenset()) if n in then and role in then[n].scope):
            what = f"{_listed(more)} no longer reported in files that match `{glob}`"
            yield Lowering((("per-file-ignores", glob), ("per-file-ignores",)), what)


def _accepted(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[Lowering]:
    """A finding whose file was renamed is none more."""
    more = Counter(map(alike, new)) - Counter(map(alike, old))
    if count := more.total():
        noun = "one finding more is" if count == 1 else f"{count} findings more are"
        yield Lowering((("baseline",),), f"{noun} accepted by the baseline")


def _listed(rules: list[str]) -> str:
    """As the subject of a sentence, with its verb."""
    named = [f"`{name}`" for name in rules[:_NAMED]]
    if len(rules) > _NAMED:
        return f"{', '.join(named)} and {len(rules) - _NAMED} more rules are"
    return f"{named[0]} is" if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]} are"
