"""`python -m benchmarks.hook`: how long an agent waits after an edit, beside `import libcst` in the same run.

The project has 500 files and was checked before. Each edit is another one, so no answer can be repeated.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hook.service import write
from benchmarks.speed.pairs import Series, in_turn, middle, ratio
from benchmarks.speed.process import cost
from benchmarks.speed.table import Line, closing, row
from benchmarks.speed.tools import IMPORT_LIBCST, checker
from benchmarks.speed.warm import SETTLE, warmed

RUNS = 15
GOAL, MILLISECONDS = 1.5, 250.0


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of edit to a file of routes: what is replaced by what (`@` is a number), and whether it breaks a rule."""

    name: str
    old: str
    new: str
    breaks: bool
    goal: float = GOAL


_DOCSTRING = '"""Lists a page."""\n'
CHANGES = (
    Change("a clean edit", '"""Lists a page."""\n', '"""Lists a page."""\n    limit += @\n', breaks=False),
    Change(
        "a call that blocks", '"""Lists a page."""\n', '"""Lists."""\n    import time; time.sleep(@)\n', breaks=True
    ),
    Change("a defect that other files could mend", '"/{item_id}"', '"/{other@}"', breaks=True, goal=2.5),
)


def main() -> int:
    """The exit code: 0 every goal met, 1 one missed."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work).resolve() / "shop"
        files = write(folder)
        os.environ["FASTAPI_LINT_CACHE"] = str(Path(work, "rulebook"))
        warmed(folder)
        lines = []
        for change in CHANGES:
            for line in _lines(change, _measured(change, folder, files[len(files) // 2])):
                print(row(line), flush=True)
                lines.append(line)
    print(f"\n{closing(lines)}; medians of {RUNS}")
    return 0 if all(line.met for line in lines) else 1


def _measured(change: Change, folder: Path, file: Path) -> Series:
    """Wall seconds of the hook and of `import libcst`, in turn."""
    original, number = file.read_text("utf-8"), iter(range(1, 1000))

    def hook() -> float:
        new = change.new.replace("@", str(next(number)))
        file.write_text(original.replace(change.old, new), "utf-8")
        time.sleep(SETTLE)
        payload = _payload(folder, file, change.old, new, original)
        return cost(_hook(), folder, (2 if change.breaks else 0,), payload).wall

    try:
        return in_turn(RUNS, hook, _wall(IMPORT_LIBCST, folder))
    finally:
        file.write_text(original, "utf-8")


def _lines(change: Change, series: Series) -> list[Line]:
    took = f"{1000 * middle(series, 0):.0f} ms / {1000 * middle(series, 1):.0f} ms"
    lines = [Line(f"hook after {change.name}: wall / `import libcst`", change.goal, ratio(series), took)]
    if change.goal == GOAL:
        lines.append(Line(f"hook after {change.name}: wall", MILLISECONDS, 1000 * middle(series, 0), unit=" ms"))
    return lines


def _hook() -> tuple[str, ...]:
    return (checker()[0], "hook", "claude")


def _wall(argv: tuple[str, ...], folder: Path) -> Callable[[], float]:
    return lambda: cost(argv, folder).wall


def _payload(folder: Path, file: Path, old: str, new: str, original: str) -> bytes:
    """What Claude Code tells after an edit."""
    return json.dumps(
        {
            "cwd": str(folder),
            "hook_event_name": "PostToolUse",
            "tool_name": "Edit",
            "tool_input": {"file_path": str(file), "old_string": old, "new_string": new},
            "tool_response": {"filePath": str(file), "originalFile": original},
        }
    ).encode()


if __name__ == "__main__":
    sys.exit(main())
