"""Routes of books."""

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from fastapi.responses import StreamingResponse

from app.schemas import Book, NewBook
from app.store import Shelf, get_shelf

router = APIRouter(prefix="/books", tags=["books"])
ShelfDep = Annotated[Shelf, Depends(get_shelf)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_book(new: NewBook, shelf: ShelfDep) -> Book:
    """Adds a book."""
    return shelf.add(new)


@router.get("")
async def list_books(shelf: ShelfDep) -> list[Book]:
    """Lists all books."""
    return shelf.all()


class CsvResponse(StreamingResponse):
    """A table that is sent row by row."""

    media_type = "text/csv"


@router.get("/export", response_class=CsvResponse)
def export_books(shelf: ShelfDep) -> CsvResponse:
    """Gives all books as a table."""
    return CsvResponse(_table(shelf.all()))


def _table(books: list[Book]) -> Iterator[str]:
    for row in [("id", "title", "year"), *((book.id, book.title, book.year) for book in books)]:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()


@router.get("/{book_id}", responses={404: {"description": "There is no such book."}})
async def read_book(book_id: int, shelf: ShelfDep) -> Book:
    """Reads one book."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    return book
