from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi_lint.engine.fixing.converge import Check, Pending, fix_to_fixed_point
from fastapi_lint.facts.code import Module
from fastapi_lint.model.fix import Fix
from tests.fixes.asking import calls, params, read


def _check(files: Mapping[str, str], rule: Callable[[Module], list[Fix]]) -> Check:
    """A project of these files, checked by one rule."""

    def check(overlay: Mapping[str, str]) -> dict[str, Pending]:
        pending = {}
        for path, text in {**files, **overlay}.items():
            module, find = read(text, path)
            pending[path] = Pending(text, tuple(rule(module)), find)
        return pending

    return check


def _drop_keyword(module: Module) -> list[Fix]:
    return [
        Fix("remove_keyword", s.at, {"name": "gone"})
        for s in module.top.calls
        if s.call.keyword("gone") is not None
    ]  # fmt: skip


def test_nested_fixes_take_several_rounds() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "x = f(f(f(1, gone=1), gone=2), gone=3)\n"}, _drop_keyword))
    assert fixed.texts == {"a.py": "x = f(f(f(1)))\n"}
    assert fixed.originals == {"a.py": "x = f(f(f(1, gone=1), gone=2), gone=3)\n"}
    assert fixed.rounds == 3
    assert fixed.count == 3
    assert not fixed.problems


def test_files_without_findings_are_not_touched() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "x = 1\n", "b.py": "f(gone=1)\n"}, _drop_keyword))
    assert list(fixed.texts) == ["b.py"]


def test_refused_fixes_are_named() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "f(gone=[  # c\n])\n"}, _drop_keyword))
    assert [f.codemod for f in fixed.refused["a.py"]] == ["remove_keyword"]
    assert not fixed.texts


def _toggle(module: Module) -> list[Fix]:
    wanted = {"a": "b", "b": "a"}
    return [Fix("rename_call", s.at, {"name": wanted[s.call.method]}) for s in module.top.calls]


def test_fixes_that_undo_each_other_are_taken_back() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "x = a(1)\n"}, _toggle))
    assert not fixed.texts
    assert not fixed.applied
    assert fixed.problems == {"a.py": "its fixes undo each other (rename_call), so they were taken back."}


def _settle_then_toggle(module: Module) -> list[Fix]:
    return _drop_keyword(module) or _toggle(module)


def test_fixes_before_the_contradiction_are_kept() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "x = a(1, gone=2)\n"}, _settle_then_toggle))
    assert fixed.texts == {"a.py": "x = a(1)\n"}
    assert [f.codemod for f in fixed.applied["a.py"]] == ["remove_keyword"]
    assert "undo each other" in fixed.problems["a.py"]


def _grow(module: Module) -> list[Fix]:
    code = f"f({len(module.top.calls)}, f())"
    return [Fix("replace_expression", s.at, {"code": code}) for s in module.top.calls if not s.call.args]


def test_fixes_without_end_stop_at_the_limit() -> None:
    fixed = fix_to_fixed_point(_check({"a.py": "x = f()\n"}, _grow), limit=3)
    assert fixed.rounds == 3
    assert fixed.problems == {"a.py": "its fixes still bring up new ones after 3 rounds; run it again."}
    assert fixed.texts == {"a.py": "x = f(1, f(2, f(3, f())))\n"}


def _break(module: Module) -> list[Fix]:
    return [Fix("replace_expression", at, {"code": "(yield f())"}) for at in calls("f")(module)]


def test_a_file_that_would_break_stays_and_the_others_are_fixed() -> None:
    def rule(module: Module) -> list[Fix]:
        return _break(module) if module.path == "a.py" else _drop_keyword(module)

    fixed = fix_to_fixed_point(_check({"a.py": "x = f()\n", "b.py": "f(gone=1)\n"}, rule))
    assert fixed.texts == {"b.py": "f()\n"}
    assert "Python would reject it" in fixed.problems["a.py"]


def test_a_whole_signature_takes_one_round() -> None:
    head = "from typing import Annotated\n\n"
    text = f"{head}def f({', '.join(f'a{n}: int = Query(...)' for n in range(12))}): ...\n"

    def rule(module: Module) -> list[Fix]:
        wanted = [p for f in module.functions for p in f.params if p.default is not None]
        return [Fix("annotate_default", at) for at in params(*(p.name for p in wanted))(module)]

    fixed = fix_to_fixed_point(_check({"a.py": text}, rule))
    assert fixed.rounds == 1
    assert fixed.count == 12
