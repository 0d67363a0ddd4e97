"""A comment suppresses what it names where it stands, and every wrong comment is reported."""

from __future__ import annotations

import io
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.engine import suppress
from fastapi_lint.engine.suppress import Kept, apply, suppressions, suppressions_in_lines
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.location import Location
from tests.catalog.tree import Tree

PATH = "app/main.py"
LINT = ("unused-suppression", "suppression-without-reason", "unknown-suppression")
ACTIVE = {"duplicate-route", "orphan-route", *LINT}


@pytest.fixture
def book(tree: Tree) -> Catalog:
    """The rules `duplicate-route`, once called `doubled-path`, and `orphan-route`, both in the category `routing`."""
    tree.rule('since: "0.1.0"', 'since: "0.1.0"\naliases: [doubled-path]')
    tree.second_rule("orphan-route")
    return tree.load()


def make(rule_id: str, place: Location, **values: str) -> Diagnostic:
    message = values["rule"] + values.get("hint", "")
    return Diagnostic(rule_id, "lint", Severity.WARNING, "high", "engine", place, message)


def finding(line: int, rule: str = "duplicate-route", end: int = 0) -> Diagnostic:
    place = Location(PATH, line, 1, end or line, 2)
    return Diagnostic(rule, "routing", Severity.ERROR, "high", "source", place, "`/a` is registered twice")


def outcome(book: Catalog, text: str, *found: Diagnostic, active: set[str] = ACTIVE) -> Kept:
    return apply(found, {PATH: suppressions(text)}, make, active, book)


def said(kept: Kept) -> list[tuple[int, str, str]]:
    return [(d.location.line, d.rule, d.message) for d in kept.kept]


def test_a_comment_is_read_with_its_place_rules_and_reason() -> None:
    line = "x = 1  # fastapi-lint: ignore[duplicate-route, orphan-route] kept for old clients"
    (found,) = suppressions(f"{line}  \n")
    assert (found.line, found.column, found.end_column) == (1, 8, len(line) + 1)
    assert found.rules == ("duplicate-route", "orphan-route")
    assert found.reason == "kept for old clients"
    assert found.until == found.line


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("# fastapi-lint: ignore[a] see #12", "see #12"),
        ("# fastapi-lint: ignore[a]: old clients", "old clients"),
        ("# fastapi-lint: ignore[a] - old clients", "old clients"),
        ("# fastapi-lint: ignore[a]  # old clients", "old clients"),
        ("#fastapi-lint:ignore[a]old clients", "old clients"),
        ("# fastapi-lint: ignore [a] old clients", "old clients"),
        ("# fastapi-lint: ignore[a] old clients  # noqa: E501", "old clients"),
        ("# noqa: E501 # fastapi-lint: ignore[a] old clients", "old clients"),
        ("# fastapi-lint: ignore[a]  # type: ignore[misc]", ""),
        ("# fastapi-lint: ignore[a]", ""),
        ("# fastapi-lint: ignore[a] --", ""),
    ],
)
def test_the_reason_is_the_text_after_the_bracket(comment: str, reason: str) -> None:
    (found,) = suppressions(f"x = 1  {comment}\n")
    assert (found.rules, found.reason) == (("a",), reason)


def test_a_comment_without_brackets_is_a_blanket_one() -> None:
    (found,) = suppressions("x = 1  # fastapi-lint: ignore old clients\n")
    assert (found.rules, found.reason) == ((), "old clients")


@pytest.mark.parametrize("comment", ["# fastapi-lint: ignored", "# fastapi-lint: ignore-next[a] b", "# fastapi-lint:"])
def test_other_words_are_no_suppression(comment: str) -> None:
    assert suppressions(f"x = 1  {comment}\n") == ()


def test_an_unclosed_bracket_never_makes_a_blanket_suppression() -> None:
    (found,) = suppressions("x = 1  # fastapi-lint: ignore[duplicate-route old clients\n")
    assert found.rules == ("duplicate-route old clients",)


def test_two_suppressions_in_one_comment_are_two() -> None:
    first, second = suppressions("x = 1  # fastapi-lint: ignore[a] b # fastapi-lint: ignore[c] d\n")
    assert (first.rules, first.reason, second.rules, second.reason) == (("a",), "b", ("c",), "d")


@pytest.mark.parametrize(
    "text",
    [
        's = "# fastapi-lint: ignore[a] b"\n',
        's = """\n# fastapi-lint: ignore[a] b\n"""\n',
        "s = '''\n# fastapi-lint: ignore[a] b\n'''\n",
        "s = r'\\\\' '# fastapi-lint: ignore[a] b'\n",
        's = f"{x}# fastapi-lint: ignore[a] b"\n',
    ],
)
def test_text_in_a_string_is_no_suppression(text: str) -> None:
    assert suppressions(text) == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_python_counts_them(newline: str) -> None:
    text = newline.join(['s = """a\fb\x85', '"""', "x = 1  # fastapi-lint: ignore[a] b", ""])
    assert [found.line for found in suppressions(text)] == [3]


@pytest.mark.parametrize(
    "broken", ["{% if x %}\n  y = (\n", "if x:\n    y\n  z\n", "x = (\n", "def f(:\n\tpass\n   y\n"]
)
def test_a_broken_file_still_has_its_comments_but_not_its_strings(broken: str) -> None:
    text = f's = """\n# fastapi-lint: ignore[a] b\n"""\n{broken}x = "#"  # fastapi-lint: ignore[c] d\n'
    (found,) = suppressions(text)
    assert (found.rules, found.line, found.column) == (("c",), text.count("\n"), 10)


def test_a_comment_above_code_speaks_about_the_next_line_of_code() -> None:
    (found,) = suppressions("# fastapi-lint: ignore[a] the vendor has\n# no async client\n\nx = 1\ny = 2\n")
    assert found.until == 4


def test_a_comment_above_decorators_speaks_about_the_function_too() -> None:
    text = '# fastapi-lint: ignore[a] b\n@app.get(\n    "/a",\n)\n@cached\nasync def read():\n    def inner(): ...\n'
    assert [found.until for found in suppressions(text)] == [6]


def test_a_comment_above_nothing_speaks_about_itself() -> None:
    assert [found.until for found in suppressions("x = 1\n# fastapi-lint: ignore[a] b\n\n")] == [2]


@pytest.mark.parametrize(
    ("above", "whole_file"),
    [("", True), ("#!/usr/bin/env python\n\n", True), ('"""Routes."""\n', True), ("x = 1\n", False)],
)
def test_only_the_head_of_a_file_speaks_about_the_whole_file(above: str, *, whole_file: bool) -> None:
    for rest in ("y = 2\n", "y = (\n"):
        (found,) = suppressions(f"{above}# fastapi-lint: ignore-file[a] b\n{rest}")
        assert found.whole_file is whole_file


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("FROM python  # fastapi-lint: ignore[a] b", (1, 14, False)),
        ("---\n# Services\n# fastapi-lint: ignore-file[a] b\nweb:\n", (3, 1, True)),
        ("web:\n  # fastapi-lint: ignore[a] b\n  image: x\n", (2, 3, False)),
        ("name: don't  # fastapi-lint: ignore[a] b", (1, 14, False)),
        ('key = "a # b"  # fastapi-lint: ignore[a] b', (1, 16, False)),
    ],
)
def test_comments_of_other_formats_are_read(text: str, place: tuple[int, int, bool]) -> None:
    (found,) = suppressions_in_lines(text)
    assert (found.line, found.column, found.whole_file) == place


@pytest.mark.parametrize(
    "text",
    ["url: http://x#fastapi-lint: ignore[a]", "key: 'x # fastapi-lint: ignore[a] b'", '["# fastapi-lint: ignore"]'],
)
def test_values_of_other_formats_are_no_comments(text: str) -> None:
    assert suppressions_in_lines(text) == ()


def test_in_markdown_only_its_own_comments_suppress() -> None:
    example = "```python\nsleep(1)  # fastapi-lint: ignore[a] b\n```\n<!-- fastapi-lint: ignore[c] d -->\n"
    assert [found.rules for found in suppressions_in_lines(example, "<!--")] == [("c",)]


def test_a_finding_on_the_line_is_suppressed(book: Catalog) -> None:
    found = finding(1)
    assert outcome(book, "x  # fastapi-lint: ignore[duplicate-route] b", found) == Kept((), (found,))


@pytest.mark.parametrize("name", ["doubled-path", "routing"])
def test_a_former_name_and_a_category_suppress_too(book: Catalog, name: str) -> None:
    assert not outcome(book, f"x  # fastapi-lint: ignore[{name}] b", finding(1)).kept


def test_a_blanket_comment_suppresses_every_rule(book: Catalog) -> None:
    found = (finding(1), finding(1, "orphan-route"))
    assert outcome(book, "x  # fastapi-lint: ignore b", *found) == Kept((), found)


@pytest.mark.parametrize(
    "names", ["duplicate-route", "duplicate-route: old clients", "orphan-route, duplicate-route x"]
)
def test_a_comment_that_forgets_its_brackets_suppresses_what_it_names(book: Catalog, names: str) -> None:
    kept = outcome(book, f"x = 1  # fastapi-lint: ignore {names}\n", finding(1))
    assert [d.rule for d in kept.suppressed] == ["duplicate-route"]


def test_empty_brackets_are_shown_as_what_names_no_rule(book: Catalog) -> None:
    kept = outcome(book, "x = 1  # fastapi-lint: ignore[] old clients\n", finding(1))
    assert [(rule, message[:2]) for _, rule, message in said(kept)] == [
        ("duplicate-route", "`/"),
        ("unknown-suppression", "[]"),
    ]


def test_a_comment_that_forgets_its_brackets_suppresses_nothing_else(book: Catalog) -> None:
    kept = outcome(book, "x = 1  # fastapi-lint: ignore orphan-route never mounted\n", finding(1))
    assert said(kept) == [(1, "duplicate-route", "`/a` is registered twice"), (1, "unused-suppression", "orphan-route")]


def test_a_comment_on_any_line_of_a_finding_suppresses_it(book: Catalog) -> None:
    assert not outcome(book, "f(\n  x,\n)  # fastapi-lint: ignore[duplicate-route] b", finding(1, end=3)).kept


def test_a_comment_above_the_first_line_suppresses_a_finding(book: Catalog) -> None:
    assert not outcome(book, "# fastapi-lint: ignore[duplicate-route] b\nf(\n)\n", finding(2, end=3)).kept


def test_a_comment_for_the_whole_file_suppresses_findings_anywhere(book: Catalog) -> None:
    assert not outcome(book, "# fastapi-lint: ignore-file[duplicate-route] b\n", finding(0), finding(99)).kept


def test_a_comment_at_the_end_of_the_line_above_suppresses_nothing(book: Catalog) -> None:
    kept = outcome(book, "x  # fastapi-lint: ignore[duplicate-route] b\ny", finding(2))
    assert [d.rule for d in kept.kept] == ["unused-suppression", "duplicate-route"]


def test_a_comment_in_another_file_suppresses_nothing(book: Catalog) -> None:
    comments = suppressions("x  # fastapi-lint: ignore[duplicate-route] b")
    kept = apply([finding(1)], {"app/other.py": comments}, make, ACTIVE, book)
    assert [(d.location.path, d.rule) for d in kept.kept] == [
        (PATH, "duplicate-route"),
        ("app/other.py", "unused-suppression"),
    ]


def test_each_unused_name_is_reported_once(book: Catalog) -> None:
    text = "x  # fastapi-lint: ignore[duplicate-route, orphan-route, orphan-route] b"
    assert said(outcome(book, text, finding(1))) == [(1, "unused-suppression", "orphan-route")]


def test_an_unused_blanket_comment_is_reported(book: Catalog) -> None:
    assert said(outcome(book, "x  # fastapi-lint: ignore b")) == [(1, "unused-suppression", "any rule")]


def test_a_comment_for_a_rule_that_did_not_run_is_not_called_unused(book: Catalog) -> None:
    assert not outcome(book, "x  # fastapi-lint: ignore[duplicate-route] b", active={"orphan-route", *LINT}).kept


def test_an_unknown_name_is_reported_with_the_nearest_one(book: Catalog) -> None:
    kept = outcome(book, "x  # fastapi-lint: ignore[duplicate-rout] b")
    assert said(kept) == [(1, "unknown-suppression", "duplicate-rout; did you mean `duplicate-route`?")]


def test_a_comment_without_a_reason_suppresses_and_is_reported(book: Catalog) -> None:
    kept = outcome(book, "x  # fastapi-lint: ignore[duplicate-route]", finding(1))
    assert said(kept) == [(1, "suppression-without-reason", "duplicate-route")]
    assert len(kept.suppressed) == 1


def test_a_comment_of_another_language_inside_a_document_suppresses_nothing() -> None:
    text = "<!-- fastapi-lint: ignore[a] ours -->\n```python\nx = 1  # fastapi-lint: ignore[b] an example\n```\n"
    assert [c.rules for c in suppressions_in_lines(text, "<!--")] == [("a",)]


def test_nothing_is_reported_by_a_rule_that_is_off(book: Catalog) -> None:
    assert not outcome(book, "x  # fastapi-lint: ignore[nonsense]", active=ACTIVE - set(LINT)).kept


WORDS = st.sampled_from(
    ['"', "'", '"""', "'''", "\\", "#", "\n", " ", "x", "# fastapi-lint: ignore[a] b\n", "(", ")", "f", "\r\n", "\t"]
)


@given(st.lists(WORDS, max_size=25).map("".join))
def test_no_text_makes_reading_fail_and_every_place_is_real(text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    for found in (*suppressions(text), *suppressions_in_lines(text)):
        written = lines[found.line - 1][found.column - 1 : found.end_column - 1]
        assert written.startswith("# fastapi-lint: ignore[a]")
        assert found.line <= found.until <= len(lines)


@given(st.lists(WORDS.filter(lambda word: word != "f"), max_size=25).map("".join))
def test_the_scan_of_broken_files_agrees_with_the_tokenizer_on_whole_ones(text: str) -> None:
    text = text.replace("\r\n", "\n")
    try:
        compile(text, "x.py", "exec")
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError):
        return
    comments = [(*token.start, token.string) for token in tokens if token.type == tokenize.COMMENT]
    assert [found[:3] for found in suppress._scanned(text)] == comments


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["duplicate-route", "orphan-route"])), max_size=8))
def test_every_finding_is_either_kept_or_suppressed(found: list[tuple[int, str]]) -> None:
    text = "# fastapi-lint: ignore[duplicate-route] b\nx\ny  # fastapi-lint: ignore b\nz\n"
    book = Catalog({}, {}, {}, {}, {"duplicate-route": "duplicate-route"})
    diagnostics = [finding(line, rule) for line, rule in found]
    kept = apply(diagnostics, {PATH: suppressions(text)}, make, set(), book)
    assert sorted([*kept.kept, *kept.suppressed], key=str) == sorted(diagnostics, key=str)
    assert all(d.location.line == 3 or (d.location.line < 3 and d.rule == "duplicate-route") for d in kept.suppressed)
