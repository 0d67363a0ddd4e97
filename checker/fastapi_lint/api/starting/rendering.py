"""The texts of a reference service under the names of a new project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from fastapi_lint.api.starting.identity import Identity
from fastapi_lint.model.toml import inline

Rename: TypeAlias = Callable[[str], str]

_MANIFEST = "pyproject.toml"
_ORIGIN = re.compile(r"\b(?P<the>[Tt])he reference service of\b")
_PROFILE = re.compile(r'(?m)^profile = ".*"$')


def rendered(files: Mapping[str, bytes], old: Identity, new: Identity, params: Mapping[str, Any]) -> dict[str, bytes]:
    """Paths and contents with the new names; `params` are the profile's, by rule. What is no UTF-8 stays as it is."""
    rename = _renaming(old, new)
    moved = _moving(old.port, new.port)
    found: dict[str, bytes] = {}
    for path, content in files.items():
        try:
            text = content.decode()
        except UnicodeDecodeError:
            found[rename(path)] = content
            continue
        text = _ORIGIN.sub(lambda match: "A service after" if match["the"] == "T" else "a service after", rename(text))
        found[rename(path)] = (text if path.endswith(".lock") else moved(path, text)).encode()
    found[_MANIFEST] = _manifest(files[_MANIFEST].decode(), found[_MANIFEST].decode(), old, new, params).encode()
    return found


def _renaming(old: Identity, new: Identity) -> Rename:
    """Replaces each name where it stands for itself: not inside longer words, but after `_` as in `postgres_shop`."""
    names = {old.name: new.name}
    if old.title != old.name:  # else the service shows its name and has no other title
        names |= {f'"{old.title}"': f'"{new.title}"', f"# {old.title}": f"# {new.title}"}
    names[old.package or old.name.replace("-", "_")] = new.package
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9-]){re.escape(name)}(?!\w)" for name in longest))
    return lambda text: pattern.sub(lambda match: names[match[0]], text)


def _moving(old: int, new: int) -> Callable[[str, str], str]:
    """Replaces the port: in code where the line speaks of one, in other files wherever the number stands alone."""
    number = re.compile(rf"(?<![\w.]){old}(?![\w.])")
    port = re.compile(rf"(?i)port|expose|:{old}")

    def moved(path: str, text: str) -> str:
        if not path.endswith(".py"):
            return number.sub(str(new), text)
        lines = text.split("\n")
        return "\n".join(number.sub(str(new), line) if port.search(line) else line for line in lines)

    return moved if new != old else lambda _, text: text


def _manifest(before: str, after: str, old: Identity, new: Identity, params: Mapping[str, Any]) -> str:
    """The renamed manifest with its own description and profile, and with the port for rules that hold one."""
    text = re.sub(r'(?m)^description = ".*"$', lambda _: f'description = "{new.description}"', after, count=1)
    if profile := _PROFILE.search(before):  # a service may be called as its profile is
        text = _PROFILE.sub(lambda _: profile[0], text, count=1)
    tables = _tables(params, _moving(old.port, new.port)) if new.port != old.port else ()
    return "\n".join([text.rstrip("\n"), *tables]) + "\n"


def _tables(params: Mapping[str, Any], moved: Callable[[str, str], str]) -> Iterator[str]:
    """Tables for the rules whose parameters hold the port, with the new one."""
    for rule, values in params.items():
        written = {key: inline(value) for key, value in values.items()}
        changed = {key: text for key, value in written.items() if (text := moved("", value)) != value}
        if changed:
            yield f"\n[tool.fastapi-lint.rules.{rule}]"
            yield from (f"{key} = {value}" for key, value in changed.items())
