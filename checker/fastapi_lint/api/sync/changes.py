"""What differs between the documents that should be there and the files that are, and writing it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record
from fastapi_lint.views.agents.block import NAME
from fastapi_lint.views.agents.managed import newline_of, with_block
from fastapi_lint.views.agents.merging import merged
from fastapi_lint.views.agents.references import GENERATED
from fastapi_lint.views.agents.targets import Document, How

_SKILL_FOLDERS = (".agents/skills", ".claude/skills")


class Change(Record, eq=True):
    """A file that is not what it should be; `after` is None for a generated file that is to go."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        before, after = ((text or "").splitlines(keepends=True) for text in (self.before, self.after))
        old, new = (
            "/dev/null" if text is None else f"{side}/{self.path}"
            for side, text in (("a", self.before), ("b", self.after))
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in unified_diff(before, after, old, new))


def changes(root: Path, documents: Sequence[Document]) -> list[Change]:
    """What differs from these documents, generated pages that no longer belong to them included.

    UsageError where a file is not ours to write.
    """
    return [*_differing(root, documents), *_stale(root, documents)]


def carry_out(root: Path, changed: Sequence[Change]) -> None:
    """Writes what differs; UsageError names a file that cannot be written."""
    for change in changed:
        file = (root / change.path).resolve()
        try:
            if change.after is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                fresh = file.with_name(f"{file.name}.{os.getpid()}")
                fresh.write_bytes(change.after.encode("utf-8", "surrogateescape"))
                if file.exists():
                    fresh.chmod(file.stat().st_mode)
                fresh.replace(file)
        except OSError as error:
            raise UsageError(f"{change.path}: cannot be written: {error.strerror}.") from None


def read(file: Path) -> str | None:
    """The text of a file, bytes that are no UTF-8 kept as they are; None when there is none."""
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}.") from None


def is_linked(document: Document, root: Path) -> bool:
    """Whether a bridge is needless because of a link; UsageError where links lead our own files to another place."""
    if document.how is How.BRIDGE:
        return any((root / name).is_symlink() for name in (document.path, "AGENTS.md"))
    if document.how is not How.BLOCK:
        parts = Path(document.path).parts
        for n in range(1, len(parts) + 1):
            if (link := root.joinpath(*parts[:n])).is_symlink():
                name = link.relative_to(root).as_posix()
                raise UsageError(f"{name}: is a link; remove it, or leave its target out of `--targets`.")
    return False


def _differing(root: Path, documents: Sequence[Document]) -> Iterator[Change]:
    for document in documents:
        before = read(root / document.path)
        after = _after(document, before)
        if after != before:
            yield Change(document.path, before, after)


def _after(document: Document, before: str | None) -> str:
    """The text that the file should have; what somebody wrote stays as it is, and is spoken of instead."""
    if before is None:
        return document.text
    match document.how:
        case How.BLOCK:
            return with_block(before, document.text, NAME, document.path)
        case How.BRIDGE:
            return before
        case How.MERGED:
            return before if document.mark and document.mark in before else merged(before, document.text) or before
        case How.WHOLE:
            if GENERATED not in before:
                raise UsageError(f"{document.path}: somebody else wrote it; move or delete it, then run this again.")
            return document.text.replace("\n", newline_of(before))


def _stale(root: Path, documents: Sequence[Document]) -> Iterator[Change]:
    """Generated pages of an earlier sync that no longer belong to the skills which are written now."""
    wanted = {document.path for document in documents}
    for folder in _SKILL_FOLDERS:
        if not any(path.startswith(f"{folder}/") for path in wanted):
            continue
        for file in sorted((root / folder).glob("*/references/*.md")):
            path = file.relative_to(root).as_posix()
            text = read(file)
            if path not in wanted and text is not None and text.startswith(f"<!-- {GENERATED}"):
                yield Change(path, text, None)
