"""What can go wrong on the shelf."""


class ShelfError(Exception):
    """Base of the errors that clients may cause."""

    status = 400
    title = "The shelf refuses."


class BookNotFoundError(ShelfError):
    """There is no such book."""

    status = 404
    title = "There is no such book."


class DuplicateTitleError(ShelfError):
    """A book of this title is there already."""

    status = 409
    title = "A book of this title is there already."
