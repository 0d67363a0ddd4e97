"""The service."""

from fastapi import FastAPI

from app.books import router
from app.settings import Settings

settings = Settings()
app = FastAPI(title=settings.title, version="1.0.0")
app.include_router(router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}


@app.get("/signature")
async def read_signature() -> dict[str, int]:
    """Tells how long the key is."""
    return {"length": len(settings.secret_key.get_secret_value())}
