"""The texts of a reference service under the names of a new project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from fastapi_lint.api.starting.identity import Identity
from fastapi_lint.model.toml import inline

Rename: TypeAlias = Callable[[str, str], str]
"""A text of the file at a path, or the path itself, under the new names."""

_MANIFEST = "pyproject.toml"
_ORIGIN = re.compile(r"\b(?P<the>[Tt])he reference service of\b")
_TEXT = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"')
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
            found[rename(path, path)] = content
            continue
        text = rename(path, text)
        text = _ORIGIN.sub(lambda match: "A service after" if match["the"] == "T" else "a service after", text)
        found[rename(path, path)] = (text if path.endswith(".lock") else moved(path, text)).encode()
    found[_MANIFEST] = _manifest(files[_MANIFEST].decode(), found[_MANIFEST].decode(), old, new, params).encode()
    return found


def _renaming(old: Identity, new: Identity) -> Rename:
    """Replaces each name where it stands for itself: not inside longer words, but after `_` as in `postgres_shop`."""
    names = {old.name: new.name}
    names |= {f'"{old.title}"': f'"{new.title}"', f"# {old.title}": f"# {new.title}"}
    names[f"NAME={old.title}"] = f"NAME={new.title}"  # of a variable in an example of .env
    names[old.underscored] = new.underscored
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![A-Za-z0-9-]){re.escape(name)}(?!\w)" for name in longest))

    def renamed(text: str) -> str:
        return pattern.sub(lambda match: names[match[0]], text)

    def rename(path: str, text: str) -> str:
        if old.package or not path.endswith(".py"):
            return renamed(text)
        # Code of a service without a package of its own names the service in texts; its functions are called otherwise.
        return _TEXT.sub(lambda match: renamed(match[0]), text)

    return rename


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
