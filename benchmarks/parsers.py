"""`python -m benchmarks.parsers FOLDER`: reading with `ast` finds exactly what reading with libcst finds."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.projects import Checkout, checkouts_from
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.config import Config
from fastapi_lint.model.diagnostic import Diagnostic


def main(argv: Sequence[str]) -> int:
    """The exit code: 0, 1 when the two ways of reading differ on a project, 2 for wrong arguments."""
    found = checkouts_from(argv, "benchmarks.parsers")
    if found is None:
        return 2
    print(f"{'project':<32} {'ast':>6} {'libcst':>7}")
    equal = [_is_equal(checkout) for checkout in found]  # a list: every row is printed
    return 0 if all(equal) else 1


def _is_equal(checkout: Checkout) -> bool:
    """Prints a project's row and every finding that only one way of reading gives."""
    usual, full = _findings(checkout, full=False), _findings(checkout, full=True)
    print(f"{checkout.name:<32} {len(usual):>6} {len(full):>7}")
    for sign, findings in (("-", full - usual), ("+", usual - full)):
        for d in sorted(findings, key=lambda d: d.sort_key):
            print(f"    {sign} {d.location.path}:{d.location.line} {d.rule} {d.message}")
    return usual == full


def _findings(checkout: Checkout, *, full: bool) -> set[Diagnostic]:
    settings = Config(root=checkout.folder)
    request = Request((checkout.folder,), full=full, no_cache=True, no_delegates=True, settings=settings)
    return set(check_project(request).report.diagnostics)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
