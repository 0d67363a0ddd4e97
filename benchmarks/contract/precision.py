"""How many findings of severity error about real services are true.

`python -m benchmarks.contract.precision` prints the share by rule from `labels.tsv`, which holds what was reported in
the projects of `benchmarks/projects.tsv` that boot, and in some packages: each finding was repeated with its curl line
against a server of the service's own interpreter, and judged by hand.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

PACKAGES = {"chromadb": "1.5.9", "fastapi-users": "15.0.5"}
"""Services that are no checkouts, with their releases; judged without any configuration."""
LABELS = Path(__file__).with_name("labels.tsv")
GOAL = 0.9


def shares(text: str) -> dict[str, tuple[int, int]]:
    """True findings and all of them, by rule."""
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    everything = Counter(row["rule"] for row in rows)
    true = Counter(row["rule"] for row in rows if row["verdict"] == "true")
    return {rule: (true[rule], count) for rule, count in sorted(everything.items())}


def main() -> int:
    """0 when the goal is met."""
    by_rule = shares(LABELS.read_text("utf-8"))
    for rule, (true, count) in by_rule.items():
        print(f"{rule:40} {true:4} of {count:4} true")
    true, count = (sum(pair[n] for pair in by_rule.values()) for n in (0, 1))
    print(f"{'all':40} {true:4} of {count:4} true: {true / count:.0%}, goal {GOAL:.0%}")
    return 0 if true >= GOAL * count else 1


if __name__ == "__main__":
    sys.exit(main())
