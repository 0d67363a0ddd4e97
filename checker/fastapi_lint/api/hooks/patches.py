"""The patches that Codex applies (`*** Begin Patch`): which files they wrote, and how these looked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_ADD, _UPDATE, _MOVE = "*** Add File: ", "*** Update File: ", "*** Move to: "


def patched_files(patch: str, read: Callable[[str], str | None]) -> Iterator[tuple[str, str | None]]:
    """(path, text before) of each file that is there now; `read` gives the text of today by path."""
    name, hunks, is_new = "", [[]], False  # type: tuple[str, list[list[str]], bool]
    for line in [*patch.splitlines(), "*** End Patch"]:
        if line.startswith(_MOVE):
            name = line.removeprefix(_MOVE).strip()
        elif line.startswith("*** End of File"):
            continue
        elif line.startswith("*** "):
            if name:
                yield name, "" if is_new else _undone(read(name), hunks)
            is_new = line.startswith(_ADD)
            name = line.removeprefix(_ADD).removeprefix(_UPDATE).strip() if line.startswith((_ADD, _UPDATE)) else ""
            hunks = [[]]
        elif line.startswith("@@"):
            hunks.append([])
        else:
            hunks[-1].append(line or " ")


def _undone(text: str | None, hunks: list[list[str]]) -> str | None:
    """The text with every hunk taken back; None where a hunk does not fit it any more."""
    if text is None:
        return None
    lines, start = text.split("\n"), 0
    for hunk in hunks:
        new = [line[1:] for line in hunk if line[0] in " +"]
        old = [line[1:] for line in hunk if line[0] in " -"]
        if not hunk:
            continue
        place = next((n for n in range(start, len(lines) - len(new) + 1) if lines[n : n + len(new)] == new), None)
        if place is None or not new:
            return None
        lines[place : place + len(new)] = old
        start = place + len(old)
    return "\n".join(lines)
