"""The service."""

from fastapi import FastAPI

from app.books import router
from app.errors import ShelfError
from app.problems import answer_problem

app = FastAPI(title="Shelf", version="1.0.0")
app.include_router(router)
app.add_exception_handler(ShelfError, answer_problem)


@app.get("/health")
async def read_health() -> dict[str, str]:
    """Says that the service is up."""
    return {"status": "ok"}
