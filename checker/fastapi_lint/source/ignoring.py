"""What the patterns of a `.gitignore` say about the folders and files that a walk meets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from fnmatch import translate
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_WORD = r"[\w.@+~$,-]+(?: [\w.@+~$,-]+)*"
_NAME = re.compile(rf"{_WORD}/?\Z")
_ENDING = re.compile(r"\*[\w.@+~$,-]+\Z")
_PATH = re.compile(rf"(?!//)/?{_WORD}(/{_WORD})*/?\Z")
_SHAPED = r"(?!.*\*\*)(?:[\w.@+~$,*?-]|\[[\w.](?:[\w.]|-(?=[\w.]))*\])+/?\Z"
_SHAPE = re.compile(_SHAPED)
_PLACED = re.compile(rf"/?({_WORD}(?:/{_WORD})*/)({_SHAPED})")


class Ignoring:
    """gitignore patterns. The walk never enters what is ignored, so most patterns ask about the last name only.

    Names (`build/`, `.env`), endings (`*.log`), shapes of names (`*.py[cod]`), also of those in one folder
    (`/static/*`), and plain paths (`docs/_build/`) are looked up; pathspec, which takes 10 ms to import, judges the
    rest. The order of patterns counts only for what one of them takes back (`!keep.py`).
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = [line.rstrip("\r\n") for line in lines]
        patterns = {p for p in self._lines if p and not p.startswith(("#", "!"))}
        self._names = set(filter(_NAME.match, patterns))
        endings = set(filter(_ENDING.match, patterns))
        self._endings = tuple(p[1:] for p in endings)
        paths = set(filter(_PATH.match, patterns)) - self._names
        self._paths = {p.removeprefix("/") for p in paths}
        shapes = set(filter(_SHAPE.match, patterns)) - self._names - endings
        self._shapes = _any_of(shapes)
        placed = [found for p in sorted(patterns - paths) if (found := _PLACED.match(p))]
        self._placed = {f[1]: _any_of(other[2] for other in placed if other[1] == f[1]) for f in placed}
        self._others = _compiled(patterns - self._names - endings - paths - shapes - {f[0] for f in placed})
        back = {p for p in self._lines if p.startswith("!")}
        plain = {p for p in back if _PATH.match(p[1:])}
        self._plain_back = tuple(p[1:].strip("/") for p in plain)
        self._back = _compiled(back - plain)

    def says(self, path: str) -> bool | None:
        """True ignored, False taken back, None nothing; `path` is relative to the patterns, a folder's ends in `/`."""
        if any(text in path for text in self._plain_back) or (
            self._back is not None and self._back.check_file(path).include is False
        ):
            return self._in_order.check_file(path).include
        start = path.rfind("/", 0, -1) + 1
        name = path[start:]
        bare = name.removesuffix("/")
        if name in self._names or bare in self._names or bare.endswith(self._endings):
            return True
        if path in self._paths or path.removesuffix("/") in self._paths:
            return True
        for shapes in (self._shapes, self._placed.get(path[:start])):
            if shapes is not None and (shapes.match(bare) or shapes.match(name)):
                return True
        return self._others.check_file(path).include if self._others is not None else None

    @cached_property
    def _in_order(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self._lines)


def _any_of(shapes: Iterable[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(translate, found))) if (found := sorted(shapes)) else None


def _compiled(patterns: Collection[str]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)
