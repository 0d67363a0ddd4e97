"""Errors as problem documents."""

from fastapi import Request
from fastapi.responses import JSONResponse

from app.errors import ShelfError


async def answer_problem(request: Request, error: Exception) -> JSONResponse:
    """An error of the shelf as RFC 9457 has it."""
    known = error if isinstance(error, ShelfError) else ShelfError()
    body = {
        "type": "about:blank",
        "title": known.title,
        "status": known.status,
        "detail": known.title,
        "instance": request.url.path,
    }
    return JSONResponse(body, known.status, media_type="application/problem+json")
