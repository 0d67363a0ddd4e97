"""The OpenAPI document that a running service hands out, with the code behind each part of it.

Each part knows its JSON pointer, and where it is known the file and line of the handler or model that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from fastapi_lint.facts.contract.schema import Schema, resolved
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record, field

Raw: TypeAlias = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class ServedRoute(Record):
    """A route of the running app, in the order in which requests meet it; `methods` is empty for mounts and sockets.

    `narrow` says that a converter refuses some values of its parameters, so that later routes may still be met.
    """

    order: int
    path: str
    methods: tuple[str, ...]
    in_schema: bool
    at: Location
    narrow: bool = False


class Document(Record):
    """The whole document. `at` is where the app is made; `raw` the document itself."""

    raw: Raw
    at: Location
    routes: tuple[ServedRoute, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)
    models: dict[str, Location] = field(default_factory=dict)

    @property
    def operations(self) -> Iterator[Operation]:
        """Every operation, in the document's order. `places` locate handlers by `GET /path`."""
        for path, item in self.raw.get("paths", {}).items():
            for method in METHODS:
                if isinstance(item, dict) and isinstance(item.get(method), dict):
                    yield Operation(self, method.upper(), path, item[method], tuple(item.get("parameters", ())))

    @property
    def components(self) -> Iterator[Component]:
        """Every named schema. `models` locate classes by name."""
        schemas = self.raw.get("components", {}).get("schemas", {})
        yield from (Component(self, name, raw) for name, raw in schemas.items() if isinstance(raw, dict))

    @property
    def knows_credentials(self) -> bool:
        """Whether it declares a way to show credentials, which FastAPI does as soon as one operation asks for them."""
        return bool(self.raw.get("components", {}).get("securitySchemes"))

    def schema(self, raw: Raw, pointer: str) -> Schema:
        """A schema of the document, its references followed."""
        return Schema(raw, pointer, self.raw)

    def place(self, pointer: str, *, operation: str = "") -> Location:
        """Where a part of the document comes from: its handler, or else the app."""
        at = self.places.get(operation, self.at)
        return Location(at.path, at.line, at.column, at.end_line, at.end_column, pointer, operation)


class Component(Record):
    """A named schema; `at` is the class of that name when the project has exactly one."""

    document: Document
    name: str
    raw: Raw

    @property
    def schema(self) -> Schema:
        """The schema itself."""
        return self.document.schema(self.raw, self.pointer)

    @property
    def pointer(self) -> str:
        """Its place in the document."""
        return f"/components/schemas/{escaped(self.name)}"

    @property
    def at(self) -> Location:
        """The model class, else the app."""
        plain = self.name.removesuffix("-Input").removesuffix("-Output").rpartition("__")[2]
        at = self.document.models.get(plain, self.document.at)
        return Location(at.path, at.line, at.column, at.end_line, at.end_column, self.pointer)


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
        """Its type."""
        return self.operation.document.schema(self.raw.get("schema", {}), f"{self.pointer}/schema")

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


def escaped(name: str) -> str:
    """A key as part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
