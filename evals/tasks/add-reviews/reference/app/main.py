"""The service."""

from fastapi import FastAPI

from app.books import router
from app.reviews import router as reviews_router

app = FastAPI(title="Shelf", version="1.0.0")
app.include_router(router)
app.include_router(reviews_router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}
