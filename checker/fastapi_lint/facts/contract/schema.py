"""One JSON schema of a document, and the questions that rules ask about it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, TypeAlias

from fastapi_lint.model.record import Record

Raw: TypeAlias = dict[str, Any]
"""An object of the document as JSON has it."""

_DEEPEST = 6
_EXCLUSIVE = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
_ANNOTATIONS = frozenset({"title", "description", "default", "examples", "example", "deprecated"})


def resolved(raw: Any, document: dict[str, Any]) -> dict[str, Any]:
    """A part of a document with its references followed; empty when it is none or leads nowhere."""
    for _ in range(16):
        if not isinstance(raw, dict):
            return {}
        ref = raw.get("$ref")
        if not isinstance(ref, str):
            return raw
        raw = _at(ref, document)
    return {}


def _at(ref: str, document: dict[str, Any]) -> Any:
    found: Any = document
    for part in ref.removeprefix("#/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, dict) else None
    return found


class Schema(Record):
    """`raw` is what stands at `pointer`; every question follows references and looks through `X or null`."""

    raw: Any
    pointer: str
    document: dict[str, Any]

    @property
    def plain(self) -> dict[str, Any]:
        """What it says, with references and a sole alternative to null followed."""
        found = resolved(self.raw, self.document)
        for _ in range(4):
            options = [o for o in found.get("anyOf", found.get("oneOf", ())) if resolved(o, self.document)]
            rest = [o for o in options if resolved(o, self.document).get("type") != "null"]
            whole = found.get("allOf", ())
            if len(rest) == 1 and len(options) > 1:
                found = resolved(rest[0], self.document)
            elif len(whole) == 1 and "properties" not in found:
                found = resolved(whole[0], self.document)
            else:
                break
        return found

    @property
    def type(self) -> str:
        """Its JSON type, "" when it has none or several."""
        found = self.plain.get("type", "")
        if isinstance(found, list):
            rest = [t for t in found if t != "null"]
            return rest[0] if len(rest) == 1 else ""
        return found if isinstance(found, str) else ""

    @property
    def format(self) -> str:
        """Its format, such as `date-time`."""
        return str(self.plain.get("format", ""))

    @property
    def nullable(self) -> bool:
        """Whether null is one of its values."""
        found = resolved(self.raw, self.document)
        options = [resolved(o, self.document).get("type") for o in found.get("anyOf", found.get("oneOf", ()))]
        return found.get("nullable") is True or "null" in options or "null" in _listed(found.get("type"))

    @property
    def is_empty(self) -> bool:
        """Whether it admits everything, as `{}` does."""
        return not set(resolved(self.raw, self.document)) - _ANNOTATIONS

    @property
    def name(self) -> str:
        """The name of the component that it refers to, or ""."""
        ref = self.raw.get("$ref", "") if isinstance(self.raw, dict) else ""
        return str(ref).rpartition("/")[2]

    @property
    def properties(self) -> Iterator[tuple[str, Schema]]:
        """The fields of an object."""
        found = self.plain.get("properties", {})
        base = self.pointer if not self.name else f"/components/schemas/{self.name}"
        yield from ((name, Schema(raw, f"{base}/properties/{name}", self.document)) for name, raw in found.items())

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(self.plain.get("required", ()))

    @property
    def items(self) -> Schema | None:
        """What an array holds."""
        found = self.plain.get("items")
        return Schema(found, f"{self.pointer}/items", self.document) if isinstance(found, dict) else None

    @property
    def alternatives(self) -> tuple[Schema, ...]:
        """The schemas of which one must fit."""
        key = "anyOf" if "anyOf" in self.plain else "oneOf"
        found = self.plain.get(key, ())
        return tuple(Schema(o, f"{self.pointer}/{key}/{n}", self.document) for n, o in enumerate(found))

    def limit(self, name: str) -> float | None:
        """A number such as `maximum` or `maxLength`; in OpenAPI 3.0, `exclusiveMaximum: true` makes `maximum` one."""
        plain = self.plain
        exclusive = _EXCLUSIVE.get(name, name)
        if plain.get(exclusive) is True:
            name = "" if name in _EXCLUSIVE else next((k for k, v in _EXCLUSIVE.items() if v == name), name)
        found = plain.get(name)
        if isinstance(found, bool) or not isinstance(found, int | float):
            return None
        return None if isinstance(found, float) and not math.isfinite(found) else found

    def walk(self, depth: int = 0) -> Iterator[tuple[str, Schema]]:
        """(field name, schema) of everything inside, arrays and alternatives included; itself comes first, unnamed."""
        if depth == 0:
            yield "", self
        if depth > _DEEPEST:
            return
        for name, inner in self.properties:
            yield name, inner
            yield from inner.walk(depth + 1)
        if self.items is not None:
            yield "", self.items
            yield from self.items.walk(depth + 1)
        for option in self.alternatives:
            yield "", option
            yield from option.walk(depth + 1)


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)
