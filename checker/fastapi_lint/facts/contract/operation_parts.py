"""The parameters and documented answers of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.contract.pointers import escaped
from fastapi_lint.facts.contract.schema import Raw, Schema
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.contract.operation import Operation


class Parameter(Record):
    """One parameter of an operation; `where` is path, query, header or cookie."""

    operation: Operation
    raw: Raw
    pointer: str

    @property
    def name(self) -> str:
        """Its name on the wire."""
        return str(self.raw["name"])

    @property
    def where(self) -> str:
        """path, query, header or cookie."""
        return str(self.raw.get("in", ""))

    @property
    def required(self) -> bool:
        """Whether it may not be left out."""
        return bool(self.raw.get("required"))

    @property
    def schema(self) -> Schema:
        """Its type, also where it is written as the content of a media type."""
        content = self.raw.get("content")
        described = next(iter(content.values()), None) if isinstance(content, dict) else None
        raw = described.get("schema", {}) if isinstance(described, dict) else self.raw.get("schema", {})
        return self.operation.document.schema(raw, f"{self.pointer}/schema")

    @property
    def at(self) -> Location:
        """The handler of its operation."""
        return self.operation.document.place(self.pointer, operation=self.operation.name)


class Answer(Record):
    """One documented answer of an operation; `status` is a number, a range such as `4XX`, or `default`."""

    operation: Operation
    status: str
    raw: Raw

    @property
    def pointer(self) -> str:
        """Its place in the document."""
        return f"{self.operation.pointer}/responses/{self.status}"

    @property
    def at(self) -> Location:
        """The handler of its operation."""
        return self.operation.document.place(self.pointer, operation=self.operation.name)

    @property
    def is_success(self) -> bool:
        """Whether the status says that it worked."""
        return self.status.startswith("2")

    @property
    def media(self) -> Raw:
        """Media type -> description."""
        found = self.raw.get("content", {})
        return found if isinstance(found, dict) else {}

    @property
    def schema(self) -> Schema | None:
        """The schema of its JSON body: of `application/json` or a type that ends in `+json`."""
        for media, raw in self.media.items():
            if (media == "application/json" or media.endswith("+json")) and isinstance(raw, dict) and "schema" in raw:
                pointer = f"{self.pointer}/content/{escaped(media)}/schema"
                return self.operation.document.schema(raw["schema"], pointer)
        return None
