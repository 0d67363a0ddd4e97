"""`python -m benchmarks.routes FOLDER`: routes found in each project beside the decorators that a regex counts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.checking import check
from benchmarks.decorators import declared_in
from benchmarks.projects import Checkout, checkouts_from
from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import role_of


def main(argv: Sequence[str]) -> int:
    """The exit code: 0, 1 when a project has no route, 2 for wrong arguments."""
    found = checkouts_from(argv, "benchmarks.routes")
    if found is None:
        return 2
    print(f"{'project':<32} {'found':>6} {'decorators':>11} {'add_api_route':>14} {'files':>6} {'skipped':>8}")
    counted = [_counted(checkout) for checkout in found]
    return 0 if all(counted) else 1


def _counted(checkout: Checkout) -> bool:
    """Prints a project's row and each file that was skipped; says whether it has routes."""
    checked = check(checkout)
    routes = sum(r.module.role is not Role.TEST for r in checked.analysis.scanned.project.routes)
    decorators, added = declared_in(_product_files(checkout.folder))
    files = len(checked.analysis.scanned.inputs)
    skipped = checked.report.skipped
    print(f"{checkout.name:<32} {routes:>6} {decorators:>11} {added:>14} {files:>6} {len(skipped):>8}")
    for item in skipped:
        print(f"    skipped {item.subject}: {item.reason}")
    return routes > 0


def _product_files(folder: Path) -> list[Path]:
    """Every Python file on disk that is no test, whether or not the checker's discovery finds it."""
    return [
        file
        for file in folder.rglob("*.py")
        if file.is_file() and role_of(file.relative_to(folder).as_posix()) is not Role.TEST
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
