"""What clients send and get."""

from pydantic import BaseModel, ConfigDict, Field, field_validator


class NewBook(BaseModel):
    """A book as a client sends it."""

    title: str = Field(min_length=1, max_length=200)
    year: int = Field(ge=1450, le=2100)

    @field_validator("title")
    @classmethod
    def strip_title(cls, value: str) -> str:
        """Takes blanks at both ends away."""
        if not value.strip():
            raise ValueError("a title has letters")
        return value.strip()


class Book(NewBook):
    """A book on the shelf."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)

    id: int
