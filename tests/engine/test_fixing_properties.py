"""Whatever a file looks like: a fix changes what it is about, the rest stays, and the file parses."""

from __future__ import annotations

import libcst as cst
from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.engine.fixing.transplant import split_lines
from tests.fixes.asking import apply, calls, classes, decorators, fields, params

_ENDS = st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\r\n", "\n", "\n"]])
_INDENTS = st.sampled_from(["    ", "\t", "  "])
_ARGUMENTS = st.lists(st.sampled_from(["a", "*b", "c=1", "gone={}", "d=[\n1,\n]"]), unique=True, max_size=4)
_GAPS = st.sampled_from([", ", ",", ",\n        ", ",  # c\n        ", ",\n\n        # own\n        "])


_DEFAULTS = st.sampled_from(["1", "...", "default=2, ge=1", "1,  # c\n"])
_FIELDS = st.sampled_from(['"y"', '"y", pre=True'])


@st.composite
def _call(draw: st.DrawFn) -> str:
    arguments = draw(_ARGUMENTS)
    arguments.sort(key=lambda a: "=" in a)
    opening = draw(st.sampled_from(["", " ", "\n        ", "  # o\n        "]))
    closing = draw(st.sampled_from(["", ",", ",\n    ", "\n    ", ",  # z\n    "])) if arguments else ""
    text = "".join(a + (draw(_GAPS) if n + 1 < len(arguments) else "") for n, a in enumerate(arguments))
    return f"get({opening}{text}{closing})"


@st.composite
def _file(draw: st.DrawFn) -> str:
    indent = draw(_INDENTS)
    lines = [
        draw(st.sampled_from(["", '"""Doc."""', "#!/usr/bin/env python", "import os", "\x0c\nimport os  # c"])),
        draw(
            st.sampled_from(
                ["", "from typing import Any", "from pydantic import (\n    BaseModel,\n    validator,  # v\n)"]
            )
        ),
        f"x = {draw(_call())}  # here",
        draw(st.sampled_from(["", "\x0c", "if x:\n    pass"])),
        "class A(BaseModel):",
        f"    y: str | None{draw(st.sampled_from(['', '  # y', ';']))}",
        f"    @validator({draw(_FIELDS)})",
        "    def f(cls, v):",
        f"        return {draw(_call())}",
        draw(st.sampled_from(["", "    class Config:\n        orm_mode = True\n        title = 'x'  # t"])),
        "@router.get('/')",
        f"async def read(q: int = Query({draw(_DEFAULTS)}), *,",
        "        db: Session = Depends(get_db),  # d",
        "): return q",
    ]
    text = "\n".join(line.replace("    ", indent) for line in lines) + draw(st.sampled_from(["", "\n"]))
    ends = draw(_ENDS)
    parts = text.split("\n")
    return "".join(part + (ends[n % len(ends)] if n + 1 < len(parts) else "") for n, part in enumerate(parts))


_CODEMODS = {
    "set_keyword": (calls("get"), {"name": "timeout", "value": "5"}),
    "remove_keyword": (calls("get"), {"name": "gone"}),
    "rename_call": (calls("get"), {"name": "fetch", "imports": "client.fetch"}),
    "annotate_default": (params("q", "db"), {}),
    "add_base_config": (classes("A"), {}),
    "add_default_none": (fields("y"), {}),
    "config_class_to_model_config": (classes("A"), {}),
    "validator_to_field_validator": (decorators("validator"), {}),
    "remove_decorator_call": (decorators("validator"), {}),
}


@given(_file(), st.sampled_from(sorted(_CODEMODS)))
def test_a_fixed_file_parses_and_is_stable(text: str, name: str) -> None:
    pick, args = _CODEMODS[name]
    done = apply(text, name, pick, **args)
    assert not done.problem
    cst.parse_module(done.text)
    assert apply(done.text, name, pick, **args).text == done.text


@given(_file(), st.sampled_from(sorted(_CODEMODS)))
def test_comments_newlines_and_the_last_line_stay(text: str, name: str) -> None:
    pick, args = _CODEMODS[name]
    result = apply(text, name, pick, **args).text
    assert _ends(result) <= _ends(text)
    assert text.endswith(("\n", "\r")) == result.endswith(("\n", "\r"))
    if name != "remove_decorator_call":
        assert result.count("#") == text.count("#")


@given(_file())
def test_lines_that_no_fix_is_about_are_the_same_bytes(text: str) -> None:
    result = apply(text, "add_default_none", fields("y")).text
    before, after = split_lines(text), split_lines(result)
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1


def _ends(text: str) -> set[str]:
    return {line[len(line.rstrip("\r\n")) :] for line in split_lines(text)} - {""}
