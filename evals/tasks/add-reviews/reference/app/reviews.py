"""Routes of reviews."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field

from app.schemas import Book
from app.store import Shelf, get_shelf


class NewReview(BaseModel):
    """A review as a reader sends it."""

    rating: int = Field(ge=1, le=5)
    text: str = Field(max_length=2_000)


class Review(NewReview):
    """A review of a book."""

    id: int


class Reviews:
    """Reviews by the number of their book."""

    def __init__(self) -> None:
        self._by_book: dict[int, list[Review]] = {}

    def add(self, book_id: int, new: NewReview) -> Review:
        """Keeps a review."""
        listed = self._by_book.setdefault(book_id, [])
        review = Review(id=len(listed) + 1, rating=new.rating, text=new.text)
        listed.append(review)
        return review

    def of(self, book_id: int) -> list[Review]:
        """The reviews of a book."""
        return list(self._by_book.get(book_id, []))


reviews = Reviews()


def get_reviews() -> Reviews:
    """The reviews of the service."""
    return reviews


def existing_book(book_id: int, shelf: Annotated[Shelf, Depends(get_shelf)]) -> Book:
    """The book that the path names, or 404."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    return book


router = APIRouter(
    prefix="/books/{book_id}/reviews",
    tags=["reviews"],
    responses={404: {"description": "There is no such book."}},
)
BookDep = Annotated[Book, Depends(existing_book)]
ReviewsDep = Annotated[Reviews, Depends(get_reviews)]


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_review(book: BookDep, new: NewReview, kept: ReviewsDep) -> Review:
    """Reviews a book."""
    return kept.add(book.id, new)


@router.get("")
async def list_reviews(book: BookDep, kept: ReviewsDep) -> list[Review]:
    """Lists the reviews of a book."""
    return kept.of(book.id)
