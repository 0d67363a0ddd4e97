"""Compares tools on planted defects: python -m benchmarks.peers [--python PYTHON] [--write]"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.sites import KINDS, counts, sites
from benchmarks.peers.tools import TOOLS, Tool

PAGE = Path(__file__).resolve().parents[2] / "docs/comparison.md"
_TABLE = re.compile(r"(?<=<!-- python -m benchmarks.peers -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main() -> None:
    """Prints the table, and with --write puts it into docs/comparison.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="interpreter for tools that need 3.12 or newer")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    asked = parser.parse_args()
    text = table(asked.python)
    print(text)
    if asked.write:
        day = f"Measured on {datetime.now(UTC):%Y-%m-%d}.\n"
        PAGE.write_text(_TABLE.sub(f"\n{text}\n{day}", PAGE.read_text("utf-8")), encoding="utf-8")


def table(python: str) -> str:
    """One row for each tool: found of planted, and decoys that were taken for defects."""
    planted = Counter(site.kind for site in set(sites().values()) if site.is_defect)
    decoys = Counter(site.kind for site in set(sites().values()) if not site.is_defect)
    heads = [f"{about}: {planted[kind]} planted, {decoys[kind]} decoys" for kind, about in KINDS.items()]
    rows = [f"| tool | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    rows += [row(tool, python) for tool in TOOLS]
    return "\n".join(rows) + "\n"


def row(tool: Tool, python: str = sys.executable) -> str:
    """The tool with its version and what it has found."""
    try:
        output = tool.run(python)
    except (OSError, RuntimeError, TimeoutError) as error:
        return f"| {tool.name} | {' | '.join(f'did not run: {error}'.splitlines()[:1] * len(KINDS))} |"
    marked = sites()
    cells = []
    for kind in KINDS:
        if kind not in tool.messages:
            cells.append("no such rule")
            continue
        found = {place: marked[place] for place in tool.places(kind, output) if place in marked}
        defects, false = counts({place: site for place, site in found.items() if site.kind == kind})[kind]
        cells.append(f"{defects} found, {false} false")
    return f"| {tool.name} {tool.version} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
