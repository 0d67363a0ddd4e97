"""What clients send and get."""

from pydantic import BaseModel, Field, validator


class NewBook(BaseModel):
    """A book as a client sends it."""

    title: str = Field(min_length=1, max_length=200)
    year: int = Field(ge=1450, le=2100)

    @validator("title")
    def strip_title(cls, value):
        """Takes blanks at both ends away."""
        if not value.strip():
            raise ValueError("a title has letters")
        return value.strip()


class Book(NewBook):
    """A book on the shelf."""

    id: int

    class Config:
        orm_mode = True
        allow_population_by_field_name = True
