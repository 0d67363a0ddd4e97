"""Where the books are kept: in memory, for as long as the process lives."""

from fastapi import HTTPException

from app.schemas import Book, NewBook


class Shelf:
    """Books by their number."""

    def __init__(self) -> None:
        self._books: dict[int, Book] = {}

    def add(self, new: NewBook) -> Book:
        """Puts a book on the shelf."""
        if any(book.title == new.title for book in self._books.values()):
            raise HTTPException(409, "twice")
        book = Book(id=len(self._books) + 1, title=new.title, year=new.year)
        self._books[book.id] = book
        return book

    def get(self, book_id: int) -> Book | None:
        """A book, or None."""
        return self._books.get(book_id)

    def all(self) -> list[Book]:
        """Every book, in the order of their numbers."""
        return list(self._books.values())


shelf = Shelf()


def get_shelf() -> Shelf:
    """The shelf of the service."""
    return shelf
