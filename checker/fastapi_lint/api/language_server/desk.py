"""The open files of one project: what was typed last is judged first, and when all is quiet the whole project is."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec.structs import replace

from fastapi_lint.api.editor.live import Live, Superseded
from fastapi_lint.api.editor.looks import Look, first_look, second_look
from fastapi_lint.model.record import Record
from fastapi_lint.source.scan import read_text

R = TypeVar("R")

_PAUSE = 0.01
"""Seconds in which further changes are waited for: editors often send several at once."""

_QUIET = 0.2
"""Seconds without a keystroke after which the whole project is asked: a look that the next key ends is wasted."""


class Document(Record):
    """An open file: `path` is relative to the root of its project; `is_saved` when the disk holds the same text."""

    uri: str
    path: str
    version: int | None
    text: str
    is_saved: bool = False

    @property
    def is_python(self) -> bool:
        """Whether it is judged while it is typed; other files are when they are saved."""
        return self.path.endswith(".py")


class Background(Protocol):
    """Calls a function outside of the thread that talks with the client, one after another."""

    def __call__(self, function: Callable[[], R], /) -> Awaitable[R]: ...


class Desk:
    """The documents of a project.

    `told` hears of each look; without a look the file is none that is judged.
    """

    def __init__(
        self,
        live: Live,
        background: Background,
        told: Callable[[Document, Look | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.live = live
        self.baseline: Path | None = None
        self.documents: dict[str, Document] = {}
        self._looks: dict[str, Look] = {}
        self._readable: dict[str, str] = {}
        self._unjudged: dict[str, None] = {}
        self._changes, self._settled = 0, -1
        self._is_disk_changed = False
        self._is_read = False
        self._hurried = 0
        self._background = background
        self._told, self._failed = told, failed
        self._woken, self._news = asyncio.Event(), asyncio.Event()
        self._woken.set()
        self._task = asyncio.create_task(self._work())

    def put(self, document: Document) -> None:
        """A file was opened, or its text changed."""
        self.documents[document.path] = document
        if document.is_python:
            self._unjudged.pop(document.path, None)
            self._unjudged[document.path] = None
        self._change()

    def remove(self, path: str) -> None:
        """A file was closed: what is on disk counts again."""
        for table in (self.documents, self._looks, self._readable, self._unjudged):
            table.pop(path, None)
        self._change()

    def saved(self, path: str) -> None:
        """A file was saved."""
        if (document := self.documents.get(path)) is not None:
            self.put(as_on_disk(document, self.live.config.root))
        self.look_at_disk()

    def look_at_disk(self) -> None:
        """Files may have changed on disk, or come or gone."""
        self._is_disk_changed = True
        self._change()

    def judge_again(self) -> None:
        """The settings changed."""
        self._looks.clear()
        self._unjudged.update((path, None) for path, d in self.documents.items() if d.is_python)
        self.look_at_disk()

    async def look(self, path: str, *, settled: bool = False) -> Look | None:
        """What is found in a document's present text, `settled` by the whole project; None when it is not judged."""
        self._hurried += settled
        if settled:
            self._woken.set()
        try:
            while (document := self.documents.get(path)) is not None and not self._task.done():
                look = self._looks.get(path)
                if (
                    look is not None
                    and look.text == document.text
                    and not (settled and (self._is_unsettled or not look.is_settled))
                ):
                    return look
                if not self._is_busy:
                    return None
                await self._news.wait()
        finally:
            self._hurried -= settled
        return None

    def texts(self, path: str = "") -> dict[str, str]:
        """What stands for files on disk; of texts that are no Python at the moment, the last one that was."""
        texts = {d.path: self._readable.get(d.path, d.text) for d in self.documents.values() if d.is_python}
        unsaved = {d.path for d in self.documents.values() if not d.is_saved}
        if path in self.documents:
            texts[path] = self.documents[path].text
            unsaved.add(path)
        return {name: text for name, text in texts.items() if name in unsaved}

    def close(self) -> None:
        """Ends the work; nobody may wait any more."""
        self._changes += 1
        self._task.cancel()

    @property
    def _is_unsettled(self) -> bool:
        """Whether something changed since the whole project was asked."""
        return self._settled != self._changes

    @property
    def _is_busy(self) -> bool:
        return bool(self._unjudged) or self._is_unsettled or self._is_disk_changed

    def _change(self) -> None:
        self._changes += 1
        self._woken.set()

    async def _work(self) -> None:
        while True:
            await self._woken.wait()
            await asyncio.sleep(_PAUSE)
            while self._is_busy:
                try:
                    await self._step()
                except Exception as error:  # noqa: BLE001 - whatever fails, the next change gets its answer
                    self._failed(error)
                self._news.set()
                self._news.clear()

    async def _step(self) -> None:
        self._woken.clear()
        if self._is_disk_changed:
            self._is_disk_changed = False
            await self._background(self.live.rediscover)
        elif self._unjudged:
            path, _ = self._unjudged.popitem()
            await self._judge(self.documents[path])
        elif self._hurried or not self._is_read or await self._is_quiet():
            await self._ask_all()

    async def _ask_all(self) -> None:
        """The look at everything, and what former looks left behind before that: a key that comes then waits less.

        Projects know themselves, and nobody collects while they are judged.
        """
        changes, was_read = self._changes, self._is_read
        if was_read:
            await self._background(gc.collect)
        if self._changes != changes:
            return
        try:
            await self._settle()
        finally:
            self._settled = changes
        if self._is_read and not was_read:
            await self._background(_set_aside)

    async def _is_quiet(self) -> bool:
        try:
            await asyncio.wait_for(self._woken.wait(), _QUIET)
        except TimeoutError:
            return True
        return False

    async def _judge(self, document: Document) -> None:
        """The first look at a document, told unless it changed meanwhile."""
        path = document.path
        if not self.live.reads(path):
            self._told(document, None)
            return
        before = self._looks.get(path)
        known = before.known if before is not None else None
        texts, go_on = self.texts(path), _while(lambda: self.documents.get(path) is document)
        try:
            look = await self._background(partial(first_look, self.live, path, texts, self.baseline, known, go_on))
        except Superseded:
            return
        if self.documents.get(path) is document:
            self._looks[path] = look
            if not look.is_broken:
                self._readable[path] = document.text
            self._told(document, look)

    async def _settle(self) -> None:
        """The look at everything; a change ends it."""
        documents = dict(self.documents)
        firsts = {p: k for p, k in self._looks.items() if k.text == documents[p].text and not k.is_broken}
        firsts = {p: k for p, k in firsts.items() if documents[p].is_python}
        others = {p: d.text for p, d in documents.items() if not d.is_python and d.is_saved}
        if self._is_read and not firsts and not others:
            return
        changes = self._changes
        go_on = _while(lambda: self._changes == changes)
        try:
            looks = await self._background(
                partial(second_look, self.live, firsts, others, self.texts(), self.baseline, go_on)
            )
        except Superseded:
            return
        self._is_read = True
        for path, look in looks.items():
            document = self.documents.get(path)
            if document is not None and document is documents.get(path):
                self._looks[path] = look
                self._told(document, look)


def _while(is_wanted: Callable[[], bool]) -> Callable[[], None]:
    def go_on() -> None:
        if not is_wanted():
            raise Superseded

    return go_on


def _set_aside() -> None:
    """Spares later collections what stays anyway, the facts of a whole project: looking through them takes 70 ms."""
    gc.collect()
    gc.freeze()


def as_on_disk(document: Document, root: Path) -> Document:
    """The document that knows whether the disk holds its text."""
    return replace(document, is_saved=read_text(str(root / document.path)) == document.text)
