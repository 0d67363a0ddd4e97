"""README.md and CONTRIBUTING.md do what they say to get anybody started; tests/test_documents.py reads the rest."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from benchmarks.contract.precision import LABELS, shares
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.model.errors import FastapiLintError
from fastapi_lint.views.placement import placements
from tests.documents import DOCUMENTS, ROOT, blocks

README, CONTRIBUTING = DOCUMENTS["README.md"], DOCUMENTS["CONTRIBUTING.md"]
OUTPUT = DOCUMENTS["docs/output.md"]
FIGURES = re.compile(r"more than (\d+) rules.*?(\d+) statements of five guidelines, (\d+) % of them", re.DOTALL)


def test_every_exit_code_is_named() -> None:
    named = {int(code) for code in re.findall(r"^\| (\d) \|", OUTPUT, re.MULTILINE)}
    raised = {error.exit_code for error in subclasses(FastapiLintError)}
    assert named == {0, 1} | raised


def subclasses(error: type[FastapiLintError]) -> Iterator[type[FastapiLintError]]:
    yield error
    for child in error.__subclasses__():
        yield from subclasses(child)


def command_lines(text: str) -> list[str]:
    return [line for block in blocks(text, "bash") for line in block.splitlines() if line.startswith("python3 ")]


def test_two_commands_do_all_the_set_up() -> None:
    assert len(command_lines(README)) == 2


def test_ci_runs_the_test_line_of_the_readme() -> None:
    _, test_line = command_lines(README)
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == test_line
    assert command_lines(CONTRIBUTING) == [test_line]


def test_ci_can_be_started() -> None:
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=False).returncode == 0
    assert (ROOT / ".ci/run").stat().st_mode & 0o100


def test_the_figures_of_the_rulebook_hold(book: Catalog) -> None:
    placed = [p for guideline in book.guidelines.values() for p in placements(book, guideline)]
    told = FIGURES.search(README)
    assert told
    rules, statements, share = map(int, told.groups())
    assert rules <= len(book.rules)
    assert (statements, share) == (len(placed), round(100 * sum(p.is_enforced for p in placed) / len(placed)))


def test_the_figure_about_errors_of_services_is_that_of_the_labels() -> None:
    told = re.search(r"(\d+) of (\d+) causes of the errors that `contract` reports", README)
    by_rule = shares(LABELS.read_text("utf-8")).values()
    assert told
    assert tuple(map(int, told.groups())) == (sum(true for true, _ in by_rule), sum(count for _, count in by_rule))
