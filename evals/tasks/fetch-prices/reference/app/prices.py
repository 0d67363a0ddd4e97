"""What books cost, as another server knows."""

from decimal import Decimal
from typing import Annotated

import httpx2
from fastapi import APIRouter, Depends, HTTPException, Request, status
from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.store import Shelf, get_shelf

router = APIRouter(prefix="/books", tags=["prices"])


class Settings(BaseSettings):
    """Variables that begin with SHELF_."""

    model_config = SettingsConfigDict(env_prefix="SHELF_")

    prices_url: str


class _Quoted(BaseModel):
    """What the other server answers."""

    cents: int


class Price(BaseModel):
    """What a book costs."""

    price: Decimal


def make_client() -> httpx2.AsyncClient:
    """The client for the other server; whoever makes it closes it."""
    return httpx2.AsyncClient(base_url=Settings().prices_url, timeout=httpx2.Timeout(2.0))


def get_client(request: Request) -> httpx2.AsyncClient:
    """The client that lives as long as the service."""
    client: httpx2.AsyncClient = request.app.state.prices
    return client


_FAILURES = {404: {"description": "There is no such book."}, 502: {"description": "The price is not known."}}


@router.get("/{book_id}/price", responses=_FAILURES)
async def read_price(
    book_id: int,
    shelf: Annotated[Shelf, Depends(get_shelf)],
    client: Annotated[httpx2.AsyncClient, Depends(get_client)],
) -> Price:
    """Asks what a book costs."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    try:
        answer = await client.get("/prices", params={"title": book.title})
        answer.raise_for_status()
        quoted = _Quoted.model_validate_json(answer.content)
    except (httpx2.HTTPError, ValidationError) as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, detail="The price is not known.") from error
    return Price(price=(Decimal(quoted.cents) / 100).quantize(Decimal("0.01")))
