"""Routes of books."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response, status

from app.schemas import Book, NewBook
from app.store import Shelf, get_shelf

router = APIRouter(prefix="/books", tags=["books"])
ShelfDep = Annotated[Shelf, Depends(get_shelf)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_book(new: NewBook, shelf: ShelfDep) -> Book:
    """Adds a book."""
    return shelf.add(new)


@router.get("")
async def list_books(
    shelf: ShelfDep,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[Book]:
    """Lists a page of books; `X-Total-Count` tells how many there are."""
    response.headers["X-Total-Count"] = str(shelf.count())
    return shelf.page(limit, offset)


@router.get("/{book_id}", responses={404: {"description": "There is no such book."}})
async def read_book(book_id: int, shelf: ShelfDep) -> Book:
    """Reads one book."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    return book
