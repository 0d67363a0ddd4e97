"""Where the books are kept: in memory, for as long as the process lives."""

from itertools import islice

from app.schemas import Book, NewBook


class Shelf:
    """Books by their number."""

    def __init__(self) -> None:
        self._books: dict[int, Book] = {}

    def add(self, new: NewBook) -> Book:
        """Puts a book on the shelf."""
        book = Book(id=len(self._books) + 1, title=new.title, year=new.year)
        self._books[book.id] = book
        return book

    def get(self, book_id: int) -> Book | None:
        """A book, or None."""
        return self._books.get(book_id)

    def count(self) -> int:
        """How many books there are."""
        return len(self._books)

    def page(self, limit: int, offset: int) -> list[Book]:
        """So many books from a place on, in the order of their numbers."""
        return list(islice(self._books.values(), offset, offset + limit))


shelf = Shelf()


def get_shelf() -> Shelf:
    """The shelf of the service."""
    return shelf
