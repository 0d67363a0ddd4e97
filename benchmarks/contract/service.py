"""The service that is measured: twenty operations on five resources, with a middleware as services have one."""

from __future__ import annotations

CODE = """
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.middleware.base import BaseHTTPMiddleware

app = FastAPI(title="Measured", version="1.0.0")


class Named(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["x-request-id"] = request.headers.get("x-request-id", "none")[:64]
        return response


app.add_middleware(Named)


class New(BaseModel):
    name: str = Field(min_length=1, max_length=50)
    count: int = Field(ge=0, le=1000)


class Item(New):
    id: int


def resource(noun: str) -> None:
    store: dict[int, Item] = {}

    @app.post(f"/{noun}", status_code=201)
    async def create(item: New) -> Item:
        made = Item(id=len(store) + 1, **item.model_dump())
        store[made.id] = made
        return made

    @app.get(f"/{noun}")
    async def listing(limit: int = 50) -> list[Item]:
        return list(store.values())[: max(0, min(limit, 50))]

    @app.get(f"/{noun}/{{item_id}}")
    async def read(item_id: int) -> Item:
        if item_id not in store:
            raise HTTPException(404)
        return store[item_id]

    @app.delete(f"/{noun}/{{item_id}}", status_code=204)
    async def delete(item_id: int) -> None:
        store.pop(item_id, None)


for noun in ("orders", "carts", "users", "products", "invoices"):
    resource(noun)
"""

_JSON = [["content-type", "application/json"]]
CALLS: list[tuple[str, str, list[list[str]], bytes]] = [
    ("GET", "/orders", [], b""),
    ("POST", "/orders", _JSON, b'{"name": "tea", "count": 2}'),
    ("GET", "/orders/1", [], b""),
    ("GET", "/orders/999", [], b""),
    ("POST", "/orders", _JSON, b'{"name": ""}'),
    ("GET", "/orders/x", [], b""),
    ("PATCH", "/orders", [], b""),
    ("DELETE", "/carts/7", [], b""),
]
"""Method, target, headers, body: 200, 201, 200, 404, 422, 422, 405 and 204."""
