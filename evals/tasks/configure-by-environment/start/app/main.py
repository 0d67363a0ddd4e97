"""The service."""

import os

from fastapi import FastAPI

from app.books import router

SECRET_KEY = "d3adb33f-not-a-good-idea-0123456789"
PAGE_TITLE = os.environ.get("SHELF_TITLE", "Shelf")

app = FastAPI(title=PAGE_TITLE, version="1.0.0")
app.include_router(router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}


@app.get("/signature")
async def read_signature() -> dict[str, int]:
    """Tells how long the key is."""
    return {"length": len(SECRET_KEY)}
