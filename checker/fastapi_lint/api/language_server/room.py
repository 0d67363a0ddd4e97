"""All projects that a client has open: which desk a file belongs to, and what is wrong with their configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import configured
from fastapi_lint.api.editor.live import Live
from fastapi_lint.api.editor.looks import Look
from fastapi_lint.api.editor.misconfigured import Misconfigured, misconfigured
from fastapi_lint.api.language_server.desk import Background, Desk, Document, as_on_disk
from fastapi_lint.api.language_server.settings import Settings
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import OWN_FILE, SHARED_FILE, Config
from fastapi_lint.model.errors import FastapiLintError
from fastapi_lint.model.record import Record

_SETTINGS_FILES = frozenset({OWN_FILE, SHARED_FILE})


class Ears(Record):
    """Who is told what: looks at documents, broken configuration (None: mended), messages for people, failures."""

    look: Callable[[Path, Document, Look | None], None]
    misconfigured: Callable[[Path, Misconfigured | None], None]
    message: Callable[[str], None]
    failed: Callable[[Exception], None]


class Room:
    """Every open document lies on the desk of its project, or aside when it belongs to none."""

    def __init__(self, book: Catalog, background: Background, ears: Ears) -> None:
        self._book, self._background, self._ears = book, background, ears
        self.settings = Settings()
        self.folders: tuple[Path, ...] = ()
        self._desks: dict[Path, Desk] = {}
        self._files: dict[str, tuple[Path, Document]] = {}
        self._broken: set[Path] = set()
        self._said: set[str] = set()

    def open(self, uri: str, file: Path, version: int | None, text: str) -> None:
        """A client opened a file."""
        self._place(_really(file), Document(uri, "", version, text))

    def change(self, uri: str, version: int | None, text: str) -> None:
        """The text of an open file changed."""
        if uri in self._files:
            file, document = self._files[uri]
            changed = replace(document, version=version, text=text, is_saved=False)
            self._files[uri] = (file, changed)
            if (desk := self._desk_of(uri)) is not None:
                desk.put(changed)

    def save(self, uri: str) -> None:
        """An open file was saved."""
        if uri not in self._files:
            return
        file, document = self._files[uri]
        if file.name in _SETTINGS_FILES:
            self.configure()
        elif (desk := self._desk_of(uri)) is not None:
            desk.saved(document.path)
            self._files[uri] = (file, desk.documents[document.path])

    def close(self, uri: str) -> None:
        """A file was closed."""
        desk = self._desk_of(uri)
        _, document = self._files.pop(uri, (None, None))
        if desk is not None and document is not None:
            desk.remove(document.path)

    def changed_on_disk(self, files: Iterable[Path]) -> None:
        """Files were written, created or deleted by whomever."""
        changed = set(files)
        if {file.name for file in changed} & _SETTINGS_FILES or not changed.isdisjoint(self._baselines()):
            self.configure()
        elif changed:
            for desk in self._desks.values():
                desk.look_at_disk()

    def _baselines(self) -> Iterator[Path]:
        for desk in self._desks.values():
            yield from (file for file in (desk.baseline, desk.live.config.baseline) if file is not None)

    def configure(self) -> None:
        """Settings or configuration files changed: every document may belong elsewhere, and every rule be another."""
        self._said.clear()
        for root, desk in list(self._desks.items()):
            if (config := self._configured(root)) is not None and config.root == root and self.settings.enable:
                self._set_up(desk, config)
            elif config is not None:
                self._clear(self._desks.pop(root))
        for uri, (file, document) in list(self._files.items()):
            self._place(file, replace(document, uri=uri))

    def text(self, uri: str) -> str | None:
        """The present text of an open file."""
        return self._files[uri][1].text if uri in self._files else None

    def found(self, uri: str) -> tuple[Desk, Document] | None:
        """The desk of an open file and the file as it is now; None when it is not judged."""
        desk = self._desk_of(uri)
        document = desk.documents.get(self._files[uri][1].path) if desk is not None else None
        return (desk, document) if desk is not None and document is not None else None

    def shut(self) -> None:
        """Ends all work."""
        for desk in self._desks.values():
            desk.close()

    def begin(self) -> None:
        """Reads the projects of the client's folders before somebody opens a file."""
        for folder in self.folders:
            if self.settings.enable and (config := self._configured(folder)) is not None:
                self._desk(config)

    def _place(self, file: Path, document: Document) -> None:
        """Puts a document on the desk that it belongs to now."""
        former = self._desk_of(document.uri)
        is_ours = self._is_ours(file)
        config = self._configured(file.parent) if is_ours else None
        if is_ours and config is None and former is not None:
            return  # a broken configuration: the last good one counts
        if former is not None and (config is None or former.live.config.root != config.root):
            former.remove(self._files[document.uri][1].path)
        if config is None:
            self._files[document.uri] = (file, document)
            self._ears.look(file.parent, document, None)
            return
        path = Path(os.path.relpath(file, config.root)).as_posix()
        placed = as_on_disk(replace(document, path=path), config.root)
        self._files[document.uri] = (file, placed)
        self._desk(config).put(placed)

    def _is_ours(self, file: Path) -> bool:
        """Whether a file is judged at all: with folders open, those outside of them are somebody else's."""
        return self.settings.enable and (not self.folders or any(file.is_relative_to(f) for f in self.folders))

    def _desk_of(self, uri: str) -> Desk | None:
        if uri not in self._files:
            return None
        file, document = self._files[uri]
        return next((d for d in self._desks.values() if d.live.config.root / document.path == file), None)

    def _desk(self, config: Config) -> Desk:
        root = config.root
        if root not in self._desks:
            live = Live(self._book, config)
            desk = Desk(live, self._background, lambda *said: self._ears.look(root, *said), self._failed)
            self._desks[root] = desk
            desk.baseline = self._baseline(root)
        return self._desks[root]

    def _clear(self, desk: Desk) -> None:
        """Takes a desk away."""
        desk.close()
        for document in desk.documents.values():
            self._ears.look(desk.live.config.root, document, None)

    def _set_up(self, desk: Desk, config: Config) -> None:
        desk.live.configure(config)
        desk.baseline = self._baseline(config.root)
        desk.judge_again()

    def _baseline(self, root: Path) -> Path | None:
        return root / self.settings.baseline if self.settings.baseline else None

    def _configured(self, folder: Path) -> Config | None:
        """The configuration around a folder; None, and somebody is told, when it is wrong."""
        try:
            config = configured(Request(profile=self.settings.profile or None), folder, self._book)
        except FastapiLintError as error:
            self._complain(str(error), folder)
            return None
        for file in [f for f in self._broken if folder.is_relative_to(f.parent)]:
            self._broken.discard(file)
            self._ears.misconfigured(file, None)
        return config

    def _failed(self, error: Exception) -> None:
        """What stands in the way of judging, such as a baseline that cannot be read, is for people to know."""
        if isinstance(error, FastapiLintError):
            self._say(str(error))
        else:
            self._ears.failed(error)

    def _complain(self, message: str, folder: Path) -> None:
        wrong = misconfigured(message, folder)
        if wrong is not None:
            self._broken.add(wrong.file)
            self._ears.misconfigured(wrong.file, wrong)
        self._say(message)

    def _say(self, message: str) -> None:
        """Once, until the settings change."""
        if message not in self._said:
            self._said.add(message)
            self._ears.message(message)


def _really(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return file.absolute()
