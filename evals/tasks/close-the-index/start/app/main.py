"""The service."""

from fastapi import FastAPI

from app.books import router
from app.index import SearchIndex

app = FastAPI(title="Shelf", version="1.0.0")
app.include_router(router)
index = SearchIndex()


@app.on_event("startup")
async def open_index() -> None:
    """Opens the index."""
    await index.open()


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok" if index.is_open else "starting"}
