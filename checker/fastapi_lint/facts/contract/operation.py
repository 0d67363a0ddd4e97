"""One method of one path of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fastapi_lint.facts.contract.operation_parts import Answer, Parameter
from fastapi_lint.facts.contract.pointers import escaped
from fastapi_lint.facts.contract.schema import Raw, Schema, resolved
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.contract.openapi import Document


class Operation(Record):
    """One method of one path."""

    document: Document
    method: str
    path: str
    raw: Raw
    shared: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """What users call it: `GET /items/{id}`."""
        return f"{self.method} {self.path}"

    @property
    def pointer(self) -> str:
        """Its place in the document."""
        return f"/paths/{escaped(self.path)}/{self.method.lower()}"

    @property
    def at(self) -> Location:
        """The handler, else the app."""
        return self.document.place(self.pointer, operation=self.name)

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return tuple(t for t in self.raw.get("tags", ()) if isinstance(t, str))

    @property
    def parameters(self) -> Iterator[Parameter]:
        """Its own parameters and those of its path."""
        for number, raw in enumerate((*self.shared, *self.raw.get("parameters", ()))):
            found = resolved(raw, self.document.raw)
            if isinstance(found.get("name"), str):
                yield Parameter(self, found, f"{self.pointer}/parameters/{number}")

    @property
    def body(self) -> Schema | None:
        """The schema of its JSON body."""
        raw = self.body_media.get("application/json")
        if not isinstance(raw, dict) or not isinstance(raw.get("schema"), dict):
            return None
        return self.document.schema(raw["schema"], f"{self.pointer}/requestBody/content/application~1json/schema")

    @property
    def body_media(self) -> Raw:
        """Media type -> description of its request body."""
        found = resolved(self.raw.get("requestBody", {}), self.document.raw).get("content", {})
        return found if isinstance(found, dict) else {}

    @property
    def needs_body(self) -> bool:
        """Whether the body may not be left out."""
        return bool(resolved(self.raw.get("requestBody", {}), self.document.raw).get("required"))

    @property
    def answers(self) -> Iterator[Answer]:
        """The documented answers."""
        for status, raw in self.raw.get("responses", {}).items():
            yield Answer(self, str(status), resolved(raw, self.document.raw))

    def answer(self, status: int) -> Answer | None:
        """The documented answer for a status, by number, range or default."""
        listed = {a.status.upper(): a for a in self.answers}
        return listed.get(str(status)) or listed.get(f"{status // 100}XX") or listed.get("DEFAULT")

    @property
    def is_secured(self) -> bool:
        """Whether it, or the whole document, asks for credentials."""
        wanted = self.raw.get("security", self.document.raw.get("security", ()))
        return isinstance(wanted, list | tuple) and bool(wanted) and {} not in wanted

    @property
    def is_collection(self) -> bool:
        """Whether its path ends in a plain word, as `/orders` does."""
        return not self.path.rstrip("/").endswith("}")
