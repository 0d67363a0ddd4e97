"""The pure parts of the benchmarks: what counts as true, met, declared and imported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.contract.precision import LABELS as CONTRACT_LABELS
from benchmarks.contract.precision import PACKAGES, shares
from benchmarks.decorators import declared
from benchmarks.fixtures.figures import figures, share
from benchmarks.fixtures.load import Call
from benchmarks.fixtures.scenario import scenarios
from benchmarks.fixtures.service import FIXTURES
from benchmarks.precision.findings import Found
from benchmarks.precision.labels import HELD_OUT_LABELS, LABELS, Label, LabelError, joined, read, write
from benchmarks.precision.measure import measure, shortfalls
from benchmarks.precision.sample import sample
from benchmarks.projects import HELD_OUT, MissingCheckouts, checkouts, commits
from benchmarks.speed.imports import packages
from benchmarks.speed.pairs import ratio, summed
from benchmarks.speed.process import NotMeasured, cost
from benchmarks.speed.synthetic import NAMES
from benchmarks.speed.table import Line, closing, row
from fastapi_lint.engine import dispatch


def found(rule: str, line: int, severity: str = "error") -> Found:
    return Found(rule, "shop", "app.py", line, severity, "it is wrong", "x = 1")


def label(rule: str, line: int, *, true: bool = True) -> Label:
    return Label(rule, "shop", "c0ffee", "app.py", line, true, "read it")


def test_true_findings_about_services_are_counted_by_rule() -> None:
    head, *rows = CONTRACT_LABELS.read_text("utf-8").splitlines()
    assert {row.count("\t") for row in (head, *rows)} == {6}
    assert {row.split("\t")[2] for row in rows} <= {*commits().values(), *PACKAGES.values()}
    assert shares("rule\tverdict\na\ttrue\na\tfalse\nb\ttrue\n") == {"a": (1, 2), "b": (1, 1)}


def test_the_committed_labels_are_well_formed() -> None:
    assert len(read(LABELS, commits())) > 0
    drawn = {number: len(read(file, commits(HELD_OUT))) for number, file in HELD_OUT_LABELS.items()}
    assert drawn == {1: 120, 2: 150, 3: 133, 4: 155, 5: 227, 6: 436}


def test_the_committed_labels_are_written_as_they_are_read(tmp_path: Path) -> None:
    write(copy := tmp_path / "labels.tsv", read(LABELS, commits()))
    assert copy.read_text(encoding="utf-8") == LABELS.read_text(encoding="utf-8")


def test_a_label_takes_the_commit_of_its_project(tmp_path: Path) -> None:
    (file := tmp_path / "new.tsv").write_text("late-route\tshop\tapp.py\t3\tfalse\tit is mounted\n", encoding="utf-8")
    assert read(file, {"shop": "c0ffee"}) == (
        Label("late-route", "shop", "c0ffee", "app.py", 3, False, "it is mounted"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("r\tshop\tapp.py\t3\tmaybe\twhy\n", "the verdict is `maybe`"),
        ("r\tshop\tapp.py\tthree\ttrue\twhy\n", "the line is `three`"),
        ("r\tbank\tapp.py\t3\ttrue\twhy\n", "no project is called `bank`"),
        ("r\tshop\tdead\tapp.py\t3\ttrue\twhy\n", "labelled at dead"),
        ("r\tshop\tapp.py\t3\ttrue\t \n", "the reason is missing"),
        ("r\tshop\tapp.py\n", "3 columns"),
        ("r\tshop\tapp.py\t3\ttrue\twhy\nr\tshop\tapp.py\t3\tfalse\twhy\n", "two verdicts"),
    ],
)
def test_a_wrong_label_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (file := tmp_path / "new.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(LabelError, match=problem):
        read(file, {"shop": "c0ffee"})


def test_a_new_verdict_replaces_the_old_one() -> None:
    assert joined([label("r", 1)], [label("r", 1, true=False)]) == (label("r", 1, true=False),)


def test_the_share_counts_labelled_findings_only() -> None:
    share = measure([found("r", 1), found("r", 2), found("r", 3)], [label("r", 1), label("r", 2, true=False)]).total
    assert (share.found, share.labelled, share.true, share.value) == (3, 2, 1, 0.5)


def test_two_findings_of_one_rule_on_one_line_count_once() -> None:
    assert measure([found("r", 1), found("r", 1)], [label("r", 1)]).total.found == 1


def test_labels_without_a_finding_are_lost_or_mended() -> None:
    measured = measure([], [label("r", 1), label("r", 2, true=False)])
    assert (measured.lost, measured.mended) == ((label("r", 1),), (label("r", 2, true=False),))


def test_findings_without_a_label_are_counted_by_rule() -> None:
    assert measure([found("a", 1), found("b", 1), found("b", 2)], [label("a", 1)]).unlabelled == {"b": 2}


def test_all_true_labels_miss_no_goal() -> None:
    assert shortfalls(measure([found("r", 1)], [label("r", 1)])) == []


def test_no_label_at_all_misses_the_goals() -> None:
    assert shortfalls(measure([found("r", 1)], [])) == [
        "error level: no finding has a label",
        "all levels: no finding has a label",
    ]


def test_the_error_level_has_a_goal_of_its_own() -> None:
    findings = [found("e", n) for n in range(10)] + [found("w", n, "warning") for n in range(90)]
    labels = [label("e", n, true=n > 0) for n in range(10)] + [label("w", n) for n in range(90)]
    assert shortfalls(measure(findings, labels)) == ["error level: 90.0% true, the goal is 95%"]


@pytest.mark.parametrize(("labelled", "missed"), [(4, False), (5, True)])
def test_a_rule_is_judged_from_five_labels_on(labelled: int, missed: bool) -> None:
    findings = [found("r", n, "info") for n in range(labelled)] + [found("e", n) for n in range(96)]
    labels = [label("r", n, true=n > 1) for n in range(labelled)] + [label("e", n) for n in range(96)]
    assert any(said.startswith("r: ") for said in shortfalls(measure(findings, labels))) is missed


def test_a_draw_repeats_itself() -> None:
    findings = [found("r", n) for n in range(50)]
    assert sample(findings, (), 5, 1) == sample(list(reversed(findings)), (), 5, 1)


def test_a_draw_takes_so_many_of_each_rule() -> None:
    drawn = sample([found(rule, n) for rule in "ab" for n in range(9)], (), 4, 1)
    assert [f.rule for f in drawn] == ["a"] * 4 + ["b"] * 4


def test_a_draw_leaves_out_what_has_a_label() -> None:
    assert sample([found("r", 1), found("r", 2)], {label("r", 1).place}, 5, 1) == (found("r", 2),)


def test_missing_checkouts_are_named_with_their_commits(tmp_path: Path) -> None:
    with pytest.raises(MissingCheckouts, match=r"mealie: github\.com/mealie-recipes/mealie at b5643a9"):
        checkouts(tmp_path)


def test_route_decorators_are_counted_where_the_framework_is_named() -> None:
    text = "from fastapi import APIRouter\n@router.get('/a')\n@app.api_route('/b')\nrouter.add_api_route('/c', c)\n"
    assert declared(text) == (2, 1)


def test_other_decorators_are_no_routes() -> None:
    assert declared("import fastapi\n@cache.get\n@mock.patch.object(x)\n# @router.getter()\n") == (0, 0)


def test_files_that_do_not_name_the_framework_declare_no_routes() -> None:
    assert declared("@app.get('/')\n") == (0, 0)


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    assert ratio([[1.0, 2.0], [9.0, 3.0], [8.0, 4.0]]) == 2.0


def test_series_are_added_run_by_run() -> None:
    assert summed([[[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0], [30.0, 40.0]]]) == [[11.0, 22.0], [33.0, 44.0]]


@pytest.mark.parametrize(
    ("line", "met"),
    [
        (Line("x", 0.5, 0.5), True),
        (Line("x", 0.5, 0.6), False),
        (Line("x", 40, 41, at_least=True), True),
        (Line("x", 40, 39, at_least=True), False),
        (Line("x", 0.5, None, "it is not installed"), False),
    ],
)
def test_a_goal_is_met_or_not(line: Line, met: bool) -> None:
    assert line.met is met


def test_what_was_not_measured_says_why() -> None:
    assert row(Line("x", 0.5, None, "it is not installed")).endswith("not measured: it is not installed")


def test_the_closing_line_counts_every_kind() -> None:
    assert closing([Line("a", 1, 1), Line("b", 1, 2), Line("c", 1, None)]) == "1 met, 1 not met, 1 not measured"


def test_import_times_name_the_packages() -> None:
    printed = (
        "import time: self [us] | cumulative | imported package\nimport time:  5 |  9 |   libcst._nodes.op\nnoise\n"
    )
    assert "libcst" in packages(printed)


def test_the_cost_of_a_process_includes_its_children(tmp_path: Path) -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10_000_000))'])"
    idle = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''])"
    assert cost((sys.executable, "-c", busy), tmp_path).cpu > cost((sys.executable, "-c", idle), tmp_path).cpu + 0.05


def test_a_process_that_fails_gives_no_figure(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match="ended with 7: no luck"):
        cost((sys.executable, "-c", "import sys; print('no luck', file=sys.stderr); sys.exit(7)"), tmp_path)


def test_synthetic_rules_know_every_kind_of_fact() -> None:
    assert set(NAMES) == {*dispatch._PRODUCERS, *dispatch._IN_A_FILE}


@pytest.mark.parametrize(("part", "value"), [(0.5, 5), (0.95, 10), (1.0, 10), (0.0, 1)])
def test_a_share_of_ordered_values_is_not_exceeded(part: float, value: float) -> None:
    assert share(range(1, 11), part) == value


def test_figures_count_what_was_unexpected_and_time_it_too() -> None:
    of = figures([Call("GET /", 0.002), Call("GET /", 0.004, "500: broken"), Call("GET /", 0.001)])
    assert (of.calls, of.unexpected, of.middle, of.slowest) == (3, 1, 2.0, 4.0)


def test_every_scenario_is_that_of_a_reference_service() -> None:
    assert [name for name in scenarios() if not (FIXTURES / name / "uv.lock").is_file()] == []
