"""The service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request

from app.books import router
from app.index import SearchIndex


@asynccontextmanager
async def lifespan(service: FastAPI) -> AsyncIterator[None]:
    """Keeps the index open."""
    index = SearchIndex()
    await index.open()
    service.state.index = index
    try:
        yield
    finally:
        await index.close()


app = FastAPI(title="Shelf", version="1.0.0", lifespan=lifespan)
app.include_router(router)


@app.get("/health")
async def read_health(request: Request) -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok" if request.app.state.index.is_open else "starting"}
