"""The service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.books import router
from app.login import router as login_router
from app.settings import get_settings


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Refuses to start without the settings."""
    get_settings()
    yield

app = FastAPI(title="Shelf", version="1.0.0", lifespan=lifespan)
app.include_router(router)
app.include_router(login_router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}
