"""The service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.books import router
from app.prices import make_client
from app.prices import router as prices_router


@asynccontextmanager
async def lifespan(service: FastAPI) -> AsyncIterator[None]:
    """Keeps one client for the server of prices open."""
    async with make_client() as client:
        service.state.prices = client
        yield

app = FastAPI(title="Shelf", version="1.0.0", lifespan=lifespan)
app.include_router(router)
app.include_router(prices_router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}
