"""INI files (setup.cfg, alembic.ini, mypy.ini, …) as nodes with their lines, read as `configparser` does."""

from __future__ import annotations

import re

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import Invalid

_SECTION = re.compile(r"\[(?P<name>.+)\]")
_OPTION = re.compile(r"(?P<key>[^=:]+?)\s*[=:]\s*(?P<value>.*)")


def ini_tree(path: str, text: str) -> Node:
    """Section -> option -> text; continued lines are joined by newlines. Invalid for a line that is neither."""
    sections: dict[str, Node] = {}
    options: dict[str, Node] | None = None
    key, margin = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        content = re.sub(r"\s[#;].*$", "", line).rstrip() if not line.lstrip().startswith(("#", ";")) else ""
        plain = content.strip()
        indent = len(content) - len(content.lstrip())
        at = Location(path, number, indent + 1, number, len(content) + 1)
        if not plain:
            continue
        if options is not None and key and indent > margin:
            former = options[key]
            joined = f"{former.raw}\n{plain}" if former.raw else plain
            options[key] = Node(joined, former.at, joined, former.text_line if former.raw else number)
        elif match := _SECTION.fullmatch(plain):
            options, key = {}, ""
            sections[match["name"]] = Node(options, at, text_line=number)
        elif options is None:
            raise Invalid("INI", "an option stands before the first section", number)
        else:
            match = _OPTION.fullmatch(plain)
            key, value, margin = (match["key"], match["value"], indent) if match else (plain, "", indent)
            options[key.lower()] = Node(value, at, value, number)
            key = key.lower()
    return Node(sections, Location(path, 1, 1, 1, 1), text_line=1)
