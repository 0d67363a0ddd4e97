"""What settings let through that earlier ones did not: rules, levels, files, and findings that are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatch

from msgspec.structs import replace

from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.baseline import Entry, alike
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.record import Record
from fastapi_lint.source.discover import compiled_roles, role_of
from fastapi_lint.source.ignoring import Ignoring

_NAMED = 3
"""So many rules are named, of more the number."""
_ABOUT_FILES = ("exclude", "extend_exclude", "roles", "per_file_ignores")
_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}

Roles = Mapping[str, Role]
"""The path of each file that settings let be judged, and what the file is for."""


class Gate(Record):
    """What decides which findings are reported; `accepted` is None without a baseline."""

    config: Config
    accepted: tuple[Entry, ...] | None = None


class Lowering(Record, eq=True):
    """`keys` are the places in the settings that may say it, the likeliest first."""

    keys: tuple[tuple[str, ...], ...]
    what: str


def lowered(book: Catalog, before: Gate, now: Gate, judged: Callable[[Config], Roles]) -> Iterator[Lowering]:
    """What the later gate lets through and the earlier one did not, nothing being decided before there were settings.

    So the first choice of a profile, or of what a baseline accepts, lowers nothing. `judged` is asked for files when
    settings about files changed: what matches none of them lowers nothing either.
    """
    old, new = before.config, now.config
    if old.file is None:
        old = replace(old, profile=new.profile)
    then = active_rules(book, old)
    yield from _rules(then, active_rules(book, new), old, new)
    if any(getattr(old, key) != getattr(new, key) for key in _ABOUT_FILES):
        files, left = judged(old), judged(new)
        yield from _left_out(files, left, old, new)
        yield from _other_roles(then, files, left, new)
        yield from _per_file(then, left, old, new)
    if old.delegates and not new.delegates:
        yield Lowering((("delegates",),), "ruff is no longer asked")
    if now.accepted is not None and (old.file is not None or before.accepted is not None):
        known, accepted = (_by_todays_ids(book, some or ()) for some in (before.accepted, now.accepted))
        yield from _accepted(known, [entry for entry in accepted if entry.rule in then])


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


def _left_out(files: Roles, left: Roles, old: Config, new: Config) -> Iterator[Lowering]:
    """Files that are there and no longer judged, by the glob that says so."""
    keys = (("exclude",), ("extend-exclude",))
    roles = compiled_roles([(glob, Role(role)) for glob, role in new.roles.items()])
    gone = {path for path in files if path not in left and not any(glob.search(path) for glob, _ in roles)}
    for glob in sorted(_globs(new) - _globs(old)):
        patterns = Ignoring([glob])
        if matched := {path for path in gone if any(patterns.says(step) for step in _steps(path))}:
            yield Lowering(keys, f"files that match `{glob}` are no longer judged")
            gone -= matched
    if gone:
        yield Lowering(keys, f"{_some(gone, 'is', 'are')} no longer judged")


def _globs(config: Config) -> set[str]:
    return {*(config.exclude or ()), *config.extend_exclude}


def _steps(path: str) -> Iterator[str]:
    """What a walk meets on the way to a file: its folders with a final `/`, and itself."""
    parts = path.split("/")
    yield from ("/".join(parts[:n]) + "/" for n in range(1, len(parts)))
    yield path


def _other_roles(then: Mapping[str, Rule], files: Roles, left: Roles, new: Config) -> Iterator[Lowering]:
    """Files that fewer rules look at, by the glob that says what they are for."""
    globs = [(glob, compiled_roles([(glob, Role(role))])) for glob, role in new.roles.items()]
    reasons: dict[tuple[str, Role], list[str]] = {}
    for path, was in files.items():
        glob = next((glob for glob, patterns in globs if patterns[0][0].search(path)), "")
        role = left.get(path) or (role_of(path, compiled_roles([(glob, Role(new.roles[glob]))])) if glob else was)
        if any(was in rule.scope and role not in rule.scope for rule in then.values()):
            reasons.setdefault((glob, role), []).append(path)
    for (glob, role), paths in reasons.items():
        subject = f"files that match `{glob}` count" if glob else _some(paths, "counts", "count")
        yield Lowering((("roles", glob), ("roles",)), f"{subject} as {role.value}")


def _per_file(then: Mapping[str, Rule], left: Roles, old: Config, new: Config) -> Iterator[Lowering]:
    """Of the rules that were reported in such files: many look at no tests."""
    for glob, rules in new.per_file_ignores.items():
        more: set[str] = set()
        for path, role in left.items():
            if fnmatch(path, glob):
                known = {name for g, names in old.per_file_ignores.items() if fnmatch(path, g) for name in names}
                more |= {name for name in rules - known if name in then and role.value in then[name].scope}
        if more:
            what = f"{_listed(sorted(more))} no longer reported in files that match `{glob}`"
            yield Lowering((("per-file-ignores", glob), ("per-file-ignores",)), what)


def _accepted(old: Collection[Entry], new: Collection[Entry]) -> Iterator[Lowering]:
    """What a file accepts of a rule beyond what it did: a line that was rewritten or moved away is none more."""
    counts = Counter(map(_place, new))
    counts.subtract(map(_place, old))
    more = {place: count for place, count in counts.items() if count > 0}
    fewer = {place for place, count in counts.items() if count < 0}
    came = Counter(alike(e) for e in set(new) - set(old) if _place(e) in more)
    went = Counter(alike(e) for e in set(old) - set(new) if _place(e) in fewer)
    if (count := sum(more.values()) - (came & went).total()) > 0:
        noun = "one finding more is" if count == 1 else f"{count} findings more are"
        yield Lowering((("baseline",),), f"{noun} accepted by the baseline")


def _by_todays_ids(book: Catalog, entries: Iterable[Entry]) -> list[Entry]:
    return [replace(entry, rule=book.rule_id(entry.rule) or entry.rule) for entry in entries]


def _place(entry: Entry) -> tuple[str, str]:
    return (entry.path, entry.rule)


def _some(paths: Iterable[str], one: str, many: str) -> str:
    """As the subject of a sentence, with the verb for one or for many."""
    first, *others = sorted(paths)
    more = f"{len(others)} more {'file' if len(others) == 1 else 'files'}"
    return f"`{first}` and {more} {many}" if others else f"`{first}` {one}"


def _listed(rules: list[str]) -> str:
    """As the subject of a sentence, with its verb."""
    named = [f"`{name}`" for name in rules[:_NAMED]]
    if len(rules) > _NAMED:
        return f"{', '.join(named)} and {len(rules) - _NAMED} more rules are"
    return f"{named[0]} is" if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]} are"
