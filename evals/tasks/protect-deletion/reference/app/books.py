"""Routes of books."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status

from app.access import require_admin
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


@router.get("/{book_id}", responses={404: {"description": "There is no such book."}})
async def read_book(book_id: int, shelf: ShelfDep) -> Book:
    """Reads one book."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    return book


_DENIED = {
    401: {"description": "Nobody has signed in."},
    403: {"description": "Only administrators may do this."},
    404: {"description": "There is no such book."},
}


@router.delete(
    "/{book_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(require_admin)],
    responses=_DENIED,
)
async def delete_book(book_id: int, shelf: ShelfDep) -> None:
    """Removes a book."""
    if not shelf.remove(book_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
