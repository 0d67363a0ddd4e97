"""What clients send and get."""

from pydantic import BaseModel, Field


class NewBook(BaseModel):
    """A book as a client sends it."""

    title: str = Field(min_length=1, max_length=200)
    year: int = Field(ge=1450, le=2100)


class Book(NewBook):
    """A book on the shelf."""

    id: int
