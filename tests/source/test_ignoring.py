"""Patterns are judged as pathspec judges them, however few of them reach it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from fastapi_lint.source.ignoring import Ignoring

NAMES = ("a", "b.py", "a.py", ".env", "a$b", "c.log", "x~", "build", "a b", "a.egg-info", "b.py,cover", ".b.swp")
PATTERNS = (
    *NAMES, "a/", "build/", "/a", "/b.py", "a/b.py", "*.py", "*.log", "*~", "*", "**/a", "a/**", "[ab].py", "?.py",
    "!a.py", "!*.py", "# a", "", "  ", "a ", "b.py\\ ", "\\#a", "*.p*", "*a$b", "!build/", ".*", "*.py/",
    "/a/b.py", "a/build/", "/build/", "b.py/a", "a//b.py", "//a", "*.p[ya]", "[!b].py", "[^b].py", "b?.py", "*.*y",
    "*a*", "?", "**", "*[~y]", "/*", "a/*", "[a-b].py", "a-b", "[b].py/",
    "*.egg-info/", "*.py,cover", "a b", "a b/", "[._]*.s[a-v][a-z]", "[.]b*.swp", "[a-]*", "[]a].py", "!a/b.py", "!/a",
    "!a/build/", "!a b", "!*.egg-info/", "!a/**", "![ab].py", "a*/", "!a", "a /",
    "/a/*", "a/*.py", "a/*/", "build/a/[ab]*", "a/*b/b.py", "a/b?", "/a/[._]*", "a b/*.log",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PATTERNS), max_size=5),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    st.booleans(),
)
@example(["a"], ["b.py", "a"], True)
@example(["*.py"], ["a.py"], False)
def test_a_walk_leaves_out_what_pathspec_leaves_out(patterns: list[str], names: list[str], folder: bool) -> None:
    ours, theirs = Ignoring(f"{p}\n" for p in patterns), GitIgnoreSpec.from_lines(patterns)
    path = ""
    for name in names[:-1]:
        path += f"{name}/"
        assert bool(ours.says(path)) == theirs.match_file(path)
        if theirs.match_file(path):
            return
    path += names[-1] + "/" * folder
    assert bool(ours.says(path)) == theirs.match_file(path)


def test_what_is_not_named_is_left_to_outer_patterns() -> None:
    assert Ignoring(["*.log"]).says("a.py") is None


def test_what_is_taken_back_is_said_to_be_kept() -> None:
    assert Ignoring(["*.py", "!a.py"]).says("a.py") is False
