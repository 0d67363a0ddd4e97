"""YAML as nodes with their lines, built from the parser's events: nothing is constructed, and aliases stay cheap.

Plain scalars mean what YAML 1.2 says: `on`, `yes` and `22:22` are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from fastapi_lint.facts.files.node import Node, Scalar
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import DEEPEST, MOST_NODES, Invalid

_INT = re.compile(r"[-+]?\d+|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` is the key whose value comes next."""

    at: Location
    anchor: str | None
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    merged: dict[str, Node] = field(default_factory=dict)
    key: Node | None = None
    size: int = 1


def yaml_documents(path: str, text: str) -> tuple[Node, ...]:
    """The documents of a YAML text, empty ones left out; Invalid when it is none or expands beyond all measure."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Invalid("YAML", str(error.problem or error.context), line) from None
    except yaml.YAMLError as error:
        raise Invalid("YAML", str(error).splitlines()[0]) from None
    return tuple(builder.documents)


class _Builder:
    """Nodes from events. `sizes` count the nodes that a node stands for once its aliases are followed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.documents: list[Node] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}

    def take(self, event: Any) -> None:
        """Every event of the parser, in order."""
        match type(event).__name__:
            case "DocumentStartEvent":
                self.anchors = {}
            case "ScalarEvent":
                self._add(self._scalar(event), 1, event.anchor)
            case "AliasEvent":
                node, size = self._anchored(event)
                self._add(replace(node, at=self._at(event)), size, None)
            case "SequenceStartEvent" | "MappingStartEvent" as kind:
                if len(self.open) >= DEEPEST:
                    raise Invalid("YAML", f"it is nested more than {DEEPEST} levels deep", self._at(event).line)
                self.open.append(_Open(self._at(event), event.anchor, kind == "MappingStartEvent"))
            case "SequenceEndEvent" | "MappingEndEvent":
                done = self.open.pop()
                value = {**done.merged, **done.entries} if done.is_mapping else tuple(done.items)
                self._add(Node(value, done.at, text_line=done.at.line), done.size, done.anchor)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.open:
            if node.value is not None:
                self.documents.append(node)
            return
        around = self.open[-1]
        around.size += size
        if around.size > MOST_NODES:
            raise Invalid("YAML", f"its aliases expand to more than {MOST_NODES:,} values", around.at.line)
        if not around.is_mapping:
            around.items.append(node)
        elif around.key is None:
            around.key = node
        else:
            self._enter(around, around.key, node)
            around.key = None

    def _enter(self, around: _Open, key: Node, node: Node) -> None:
        if key.raw == "<<":
            for source in reversed(node.value if isinstance(node.value, tuple) else (node,)):
                around.merged |= source.value if isinstance(source.value, dict) else {}
        else:
            around.entries[key.raw] = replace(node, at=key.at, text_line=node.text_line)

    def _anchored(self, event: Any) -> tuple[Node, int]:
        if event.anchor not in self.anchors:
            raise Invalid("YAML", f"`*{event.anchor}` refers to itself or to nothing", self._at(event).line)
        return self.anchors[event.anchor]

    def _at(self, event: Any) -> Location:
        start, end = event.start_mark, event.end_mark
        last = end.column + 1 if end.line == start.line else start.column + 2
        return Location(self.path, start.line + 1, start.column + 1, start.line + 1, last)

    def _scalar(self, event: Any) -> Node:
        at = self._at(event)
        plain = event.style in (None, "") and event.implicit[0]
        text_line = at.line + 1 if event.style in ("|", ">") else at.line
        return Node(_value(event.value) if plain else event.value, at, event.value, text_line)


def _value(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if len(text) < 20 and _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return float(text) if len(text) < 40 and _FLOAT.fullmatch(text) else text
