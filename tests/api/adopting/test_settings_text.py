"""Settings are added to a TOML file and nothing else in it changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.api.adopting.settings_text import settings_of, with_settings
from fastapi_lint.model.errors import ConfigError

WANTED = {"profile": "principles", "baseline": "b.json"}
LINES = 'profile = "principles"\nbaseline = "b.json"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"[tool.fastapi-lint]\n{LINES}"),
        ("# mine\n[project]\nname = 'x'  # why\n", None),
        ("[project]\nname = 'x'", f"[project]\nname = 'x'\n\n[tool.fastapi-lint]\n{LINES}"),
        ("[tool.ruff]\nselect = [\n]\n", None),
        ("tool.black.line-length = 100\n", None),
        ("[[tool.mypy.overrides]]\nmodule = 'x'\n", None),
    ],
)
def test_a_table_is_added_at_the_end(before: str, after: str | None) -> None:
    found = with_settings(before, WANTED, is_shared=True)
    assert found == (after or f"{before}\n[tool.fastapi-lint]\n{LINES}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[tool.fastapi-lint]\nignore = []\n", f"[tool.fastapi-lint]\n{LINES}ignore = []\n"),
        ("[tool.fastapi-lint] # why\n[tool.x]\n", f"[tool.fastapi-lint] # why\n{LINES}[tool.x]\n"),
        ("[tool.fastapi-lint]", f"[tool.fastapi-lint]\n{LINES}"),
        ('[tool."fastapi-lint"]\n', f'[tool."fastapi-lint"]\n{LINES}'),
        (
            'a = """\n[tool.fastapi-lint]\n"""\n[tool.fastapi-lint]\n',
            f'a = """\n[tool.fastapi-lint]\n"""\n[tool.fastapi-lint]\n{LINES}',
        ),
    ],
)
def test_keys_are_added_to_a_table_that_is_there(before: str, after: str) -> None:
    assert with_settings(before, WANTED, is_shared=True) == after


@pytest.mark.parametrize("text", ["tool = {x = 1}\n", "tool = 3\n", "tool.fastapi-lint.ignore = []\n"])
def test_where_no_table_can_stand_nothing_is_proposed(text: str) -> None:
    assert with_settings(text, WANTED, is_shared=True) is None


def test_a_file_of_our_own_gets_the_keys_below_its_first_comments() -> None:
    text = "# ours\n\n[rules.x]\ny = 1\n"
    assert with_settings(text, WANTED, is_shared=False) == f"# ours\n\n{LINES}[rules.x]\ny = 1\n"


def test_line_endings_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff[project]\r\nname = 'x'\r\n"
    found = with_settings(text, {"profile": "official"}, is_shared=True)
    assert found == f'{text}\r\n[tool.fastapi-lint]\r\nprofile = "official"\r\n'


def test_a_broken_file_is_named_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[project\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml: not valid TOML: .*line 1.*mend it"):
        settings_of(file)


names = st.text("abc-", min_size=1, max_size=3)
values = st.one_of(st.integers(), st.booleans(), st.text(max_size=5).map(lambda t: t.replace("\\", "")))


@given(st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_whatever_else_stands_in_the_file_is_parsed_as_before(tables: dict[str, dict[str, object]], end: str) -> None:
    from fastapi_lint.model.toml import inline

    text = end.join(
        line
        for name, table in tables.items()
        for line in (f"[tool.x{name}] # why", *(f"{key} = {inline(value)}" for key, value in table.items()))
    )
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    after = with_settings(text, WANTED, is_shared=True)
    assert after is not None
    assert after.startswith(text)
    found = tomllib.loads(after)
    assert found["tool"].pop("fastapi-lint") == WANTED
    assert found == {"tool": {}, **before}
