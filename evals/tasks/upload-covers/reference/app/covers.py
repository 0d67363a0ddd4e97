"""Covers of books."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, UploadFile, status
from fastapi.responses import FileResponse
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.schemas import Book
from app.store import Shelf, get_shelf

LARGEST = 1_000_000
_TYPES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
_MEDIA = {".png": "image/png", ".jpg": "image/jpeg"}
_MISSING = {404: {"description": "There is no such book or cover."}}
_REFUSED = {413: {"description": "More than 1 MB."}, 415: {"description": "Neither PNG nor JPEG."}}


class Settings(BaseSettings):
    """Variables that begin with SHELF_."""

    model_config = SettingsConfigDict(env_prefix="SHELF_")

    covers: Path


def get_folder() -> Path:
    """Where covers are kept."""
    return Settings().covers


def existing_book(book_id: int, shelf: Annotated[Shelf, Depends(get_shelf)]) -> Book:
    """The book that the path names, or 404."""
    book = shelf.get(book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail="There is no such book.")
    return book


router = APIRouter(prefix="/books/{book_id}/cover", tags=["covers"], responses=_MISSING)
BookDep = Annotated[Book, Depends(existing_book)]
FolderDep = Annotated[Path, Depends(get_folder)]


@router.put("", status_code=status.HTTP_204_NO_CONTENT, responses=_REFUSED)
def replace_cover(book: BookDep, folder: FolderDep, image: UploadFile) -> None:
    """Gives a book another cover."""
    data = image.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, detail="A cover has at most 1 MB.")
    suffix = next((suffix for start, suffix in _TYPES.items() if data.startswith(start)), None)
    if suffix is None:
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE, detail="A cover is a PNG or a JPEG.")
    for other in _MEDIA:
        (folder / f"{book.id}{other}").unlink(missing_ok=True)
    (folder / f"{book.id}{suffix}").write_bytes(data)


@router.get("", response_class=FileResponse)
def read_cover(book: BookDep, folder: FolderDep) -> FileResponse:
    """Shows the cover of a book."""
    for suffix, media in _MEDIA.items():
        file = folder / f"{book.id}{suffix}"
        if file.is_file():
            return FileResponse(file, media_type=media)
    raise HTTPException(status.HTTP_404_NOT_FOUND, detail="The book has no cover.")
