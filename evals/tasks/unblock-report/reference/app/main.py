"""The service."""

from fastapi import FastAPI

from app.archive import count_words
from app.books import router

app = FastAPI(title="Shelf", version="1.0.0")
app.include_router(router)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}


@app.get("/report")
def read_report() -> dict[str, int]:
    """Counts the words of the archive, which takes a while, on a thread."""
    return {"words": count_words()}
