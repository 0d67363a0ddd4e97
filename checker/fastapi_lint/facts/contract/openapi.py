"""The OpenAPI document that a running service hands out, with the code behind each part of it.

Each part knows its JSON pointer, and where it is known the file and line of the handler or model that it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.pointers import escaped
from fastapi_lint.facts.contract.schema import Raw, Schema
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record, field

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class ServedRoute(Record):
    """A route of the running app, in the order in which requests meet it; `methods` is empty for mounts and sockets.

    `kind` is WebSocket for a socket, app where a FastAPI app of its own is mounted, ASGI app where another is, and
    host where a whole app answers to one host name, which then is its path.
    `narrow` says that a converter refuses some values of its parameters, so that later routes may still be met.
    """

    path: str
    methods: tuple[str, ...]
    in_schema: bool
    at: Location
    narrow: bool = False
    kind: str = ""


class Document(Record):
    """The whole document. `at` is where the app is made; `raw` the document itself.

    `served_at` is the path at which the service hands it out, "" when it does not. That of an app which `is_mounted`
    below another has whole paths, that is with `prefix`; a `problem` says why there is none. `pages` show it to
    readers.
    """

    raw: Raw
    at: Location
    routes: tuple[ServedRoute, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)
    models: dict[str, Location] = field(default_factory=dict)
    served_at: str = ""
    prefix: str = ""
    problem: str = ""
    is_mounted: bool = False
    pages: tuple[str, ...] = ()

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
