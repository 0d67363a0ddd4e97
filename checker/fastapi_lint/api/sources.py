"""The lines of the files that findings name, read when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi_lint.source.lines import bare_lines


class Sources:
    """`text` gives a file's text, None when it has none. One file is kept: findings are sorted by file."""

    def __init__(self, text: Callable[[str], str | None]) -> None:
        self._text = text
        self._path = ""
        self._lines: Sequence[str] = ()

    def get(self, path: str, default: Sequence[str] = ()) -> Sequence[str]:
        """The lines of a file without their ends."""
        if path != self._path:
            text = self._text(path)
            self._path = path
            self._lines = default if text is None else tuple(bare_lines(text))
        return self._lines
