"""A value of a YAML, TOML, JSON or INI file, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = "Scalar | dict[str, Node] | tuple[Node, ...]"


class Node(Record):
    """`value` is a plain scalar, a dict of nodes (a mapping, a table) or a tuple of nodes (a list).

    `at` is the place of the key for a value in a mapping, of the item for one in a list. `raw` is a scalar as it is
    written, without quotes. `text_line` is where the text of a block scalar begins, else the line of `at`.
    Questions take the keys that lead to what is asked for: `root.text("tool", "ruff", "line-length")`.
    """

    value: Value
    at: Location
    raw: str = ""
    text_line: int = 0

    def get(self, *path: str) -> Node | None:
        """The value below these keys, None when one of them is missing."""
        node: Node | None = self
        for key in path:
            node = node.value.get(key) if node is not None and isinstance(node.value, dict) else None
        return node

    def has(self, *path: str) -> bool:
        """Whether the keys lead to something."""
        return self.get(*path) is not None

    def text(self, *path: str) -> str:
        """The scalar below these keys as text; "" when it is missing, null, a list or a mapping."""
        node = self.get(*path)
        return node.raw if node is not None and not isinstance(node.value, dict | tuple) else ""

    def items(self, *path: str) -> tuple[tuple[str, Node], ...]:
        """The entries of the mapping below these keys; empty when there is none."""
        node = self.get(*path)
        return tuple(node.value.items()) if node is not None and isinstance(node.value, dict) else ()

    def elements(self, *path: str) -> tuple[Node, ...]:
        """The items of the list below these keys; empty when there is none."""
        node = self.get(*path)
        return node.value if node is not None and isinstance(node.value, tuple) else ()

    def texts(self, *path: str) -> tuple[str, ...]:
        """The text of a scalar, or of all scalars in a list."""
        node = self.get(*path)
        if node is None or isinstance(node.value, dict):
            return ()
        return tuple(e.text() for e in node.value) if isinstance(node.value, tuple) else (node.text(),)

    @property
    def plain(self) -> object:
        """The value without places: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        return [node.plain for node in self.value] if isinstance(self.value, tuple) else self.value

    def walk(self) -> Iterator[tuple[tuple[str, ...], Node]]:
        """This node and everything below it, each with its keys (list items by their number)."""
        yield (), self
        below = self.value.items() if isinstance(self.value, dict) else ()
        numbered = enumerate(self.value) if isinstance(self.value, tuple) else ()
        for key, node in (*below, *((str(number), node) for number, node in numbered)):
            yield from (((key, *path), found) for path, found in node.walk())


def absent(path: str) -> Node:
    """An empty mapping, for a file that holds nothing."""
    return Node({}, Location(path, 1, 1, 1, 1))
