"""The closing line counts everything and never calls a gap clean."""

from __future__ import annotations

from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.report import Summary
from fastapi_lint.reporters.closing import closing, failure
from tests.reporters.samples import CRASH, FINDING, SAFE_FIX, SKIPPED, UNSAFE_FIX, findings, report


def test_a_complete_run_without_findings_is_clean() -> None:
    assert closing(report(files=1, routes=2)) == "Clean. Checked 1 file, 2 routes."


def test_findings_are_counted_by_severity() -> None:
    found = findings(Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO)
    assert closing(report(*found)).startswith("Found 2 errors, 1 warning, 1 info.")


def test_both_kinds_of_fixes_name_their_option() -> None:
    found = report(replace(FINDING, fix=SAFE_FIX), replace(FINDING, fix=UNSAFE_FIX))
    assert "(1 fixable with `--fix`, 1 more with `--unsafe-fixes`)" in closing(found)


def test_unsafe_fixes_alone_name_their_option() -> None:
    assert "(1 fixable with `--unsafe-fixes`)" in closing(report(replace(FINDING, fix=UNSAFE_FIX)))


def test_a_gap_without_findings_is_not_clean() -> None:
    assert closing(report(skipped=(SKIPPED,))) == (
        "No findings, but not everything was evaluated. Checked 12 files, 34 routes; 1 skipped."
    )


def test_no_file_means_nothing_was_evaluated() -> None:
    assert closing(report(files=0, routes=0)).startswith("No Python file was evaluated.")


def test_findings_without_a_checked_file_say_so() -> None:
    assert closing(report(FINDING, files=0)).startswith("Found 1 error, but no Python file was evaluated.")


def test_everything_that_was_left_out_is_counted() -> None:
    summary = Summary(files=3, routes=4, fixed=1, suppressed=2, baselined=5)
    whole = report(summary=summary, skipped=(SKIPPED,), crashes=(CRASH, CRASH))
    assert closing(whole).endswith("; 1 fixed, 2 suppressed, 5 baselined, 1 skipped, 1 rule crashed.")


def test_a_crash_is_told_by_the_last_line_of_its_traceback() -> None:
    assert failure(CRASH) == "KeyError: 'lost'"


def test_a_crash_without_a_traceback_is_told() -> None:
    assert failure(replace(CRASH, traceback="")) == "unknown error"
