"""`python -m benchmarks.precision`: measure, draw a sample to label, add labels."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.precision.findings import findings
from benchmarks.precision.labels import (
    GUIDELINE_LABELS,
    HELD_OUT_LABELS,
    LABELS,
    Label,
    LabelError,
    joined,
    read,
    write,
)
from benchmarks.precision.measure import measure, shortfalls
from benchmarks.precision.report import report
from benchmarks.precision.sample import sample, shown
from benchmarks.projects import HELD_OUT, MissingCheckouts, checkouts, commits
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.model.diagnostic import Severity


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 all goals met, 1 one missed or a rule crashed, 2 wrong arguments or labels."""
    try:
        match argv:
            case ["sample", *rest]:
                return _sample(rest)
            case ["add", *files]:
                return _add(files)
            case ["guidelines", *rest]:
                return _measure_guidelines(rest)
            case ["holdout", *rest]:
                return _measure_held_out(rest)
            case _:
                return _measure(argv)
    except (MissingCheckouts, LabelError) as error:
        print(error, file=sys.stderr)
        return 2


def _measure(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "python -m benchmarks.precision", epilog="Other commands: guidelines, holdout, sample, add."
    )
    parser.add_argument("folder", type=Path, help="folder that holds the checkouts of projects.tsv by name")
    folder = parser.parse_args(argv).folder
    outcome = findings(checkouts(folder), _tell)
    measured = measure(outcome.found, read(LABELS, commits()))
    print(report(measured))
    missed = [*(f"crashed: {crash}" for crash in outcome.crashes), *shortfalls(measured)]
    print("\n" + ("\n".join(missed) if missed else "all goals of precision are met"))
    return 1 if missed else 0


def _measure_guidelines(argv: Sequence[str]) -> int:
    """The rules that only the profiles of guidelines have, under each of these profiles."""
    parser = argparse.ArgumentParser("python -m benchmarks.precision guidelines")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(argv).folder
    book = catalog(cache_home())
    usual = set(book.profiles["recommended"].rules)
    profiles = [profile.id for profile in book.profiles.values() if profile.id != "recommended"]
    outcome = findings(checkouts(folder), _tell, profiles)
    measured = measure((f for f in outcome.found if f.rule not in usual), read(GUIDELINE_LABELS, commits()))
    print(report(measured))
    missed = [*(f"crashed: {crash}" for crash in outcome.crashes), *shortfalls(measured)]
    print("\n" + ("\n".join(missed) if missed else "all goals of precision are met"))
    return 1 if missed else 0


def _measure_held_out(argv: Sequence[str]) -> int:
    """Projects that nobody developed on, each under the profiles that it resembles; first as they were labelled."""
    parser = argparse.ArgumentParser("python -m benchmarks.precision holdout")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--round", type=int, action="append", choices=HELD_OUT_LABELS, help="one of the draws; else all"
    )
    given = parser.parse_args(argv)
    rounds = given.round or list(HELD_OUT_LABELS)
    labels = {number: read(HELD_OUT_LABELS[number], commits(HELD_OUT)) for number in rounds}
    print(*(_when_labelled(number, labels[number]) for number in rounds), "", sep="\n")
    outcomes = [findings([c], _tell, ["recommended", *c.profiles]) for c in checkouts(given.folder, HELD_OUT, rounds)]
    measured = measure((f for o in outcomes for f in o.found), (lb for number in rounds for lb in labels[number]))
    print(report(measured))
    missed = [*(f"crashed: {crash}" for outcome in outcomes for crash in outcome.crashes), *shortfalls(measured)]
    print("\n" + ("\n".join(missed) if missed else "all goals of precision are met"))
    return 1 if missed else 0


def _when_labelled(number: int, labels: Sequence[Label]) -> str:
    """How many were true before anything was mended, in all and of the rules that are errors."""
    rules = catalog(cache_home()).rules
    grave = [lb for lb in labels if lb.rule in rules and rules[lb.rule].severity is Severity.ERROR]
    shares = [f"{sum(lb.true for lb in some)} of {len(some)}" for some in (labels, grave)]
    share = sum(lb.true for lb in labels) / len(labels)
    return f"round {number}, when it was labelled: {shares[0]} true, {share:.1%}; of level error {shares[1]}"


def _sample(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.precision sample")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-rule", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    labelled = {label.place for label in read(LABELS, commits())}
    print(shown(sample(findings(checkouts(given.folder), _tell).found, labelled, given.per_rule, given.seed)))
    return 0


def _add(files: Sequence[str]) -> int:
    known = commits()
    old = read(LABELS, known) if LABELS.exists() else ()
    new = [label for file in files for label in read(Path(file), known)]
    write(LABELS, together := joined(old, new))
    print(f"{len(together) - len(old)} labels added, {len(together)} in all")
    return 0


def _tell(project: str) -> None:
    print(f"checking {project}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
