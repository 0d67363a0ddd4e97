from __future__ import annotations

import pytest

from tests.fixes.asking import apply, fixed, params, refuses


def test_a_dependency_moves_into_the_annotation() -> None:
    text = "from typing import Annotated\n\ndef read(db: Session = Depends(get_db)): ...\n"
    assert fixed(text, "annotate_default", params("db")) == (
        "from typing import Annotated\n\ndef read(db: Annotated[Session, Depends(get_db)]): ...\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("q: int = Query(5, ge=1)", "q: Annotated[int, Query(ge=1)] = 5"),
        ("q: int = Query(default=5, ge=1)", "q: Annotated[int, Query(ge=1)] = 5"),
        ("q: int = Query(ge=1, default=5)", "q: Annotated[int, Query(ge=1)] = 5"),
        ("q: int = Query(...)", "q: Annotated[int, Query()]"),
        ("q: int = Query(..., ge=1)", "q: Annotated[int, Query(ge=1)]"),
        ("q: int = Query(ge=1)", "q: Annotated[int, Query(ge=1)]"),
        ("q: int=Query(5)", "q: Annotated[int, Query()]=5"),
        ("q: list[str] = Query(default_factory=list)", "q: Annotated[list[str], Query(default_factory=list)]"),
        ("q: str | None = a.Query(None, alias='x',)", "q: Annotated[str | None, a.Query(alias='x',)] = None"),
        ("u: User = Security(me, scopes=['a'])", "u: Annotated[User, Security(me, scopes=['a'])]"),
        ("*, q: int = Query(...)", "*, q: Annotated[int, Query()]"),
        ("*, a: int = 1, q: int = Query(...)", "*, a: int = 1, q: Annotated[int, Query()]"),
        ("u: Users = Depends()", "u: Annotated[Users, Depends()]"),
    ],
)  # fmt: skip
def test_a_default_stays_behind_its_marker(before: str, after: str) -> None:
    head = "from typing import Annotated\n\n"
    name = "u" if before.startswith("u") else "q"
    text = fixed(f"{head}async def read({before}) -> int:\n    return 1\n", "annotate_default", params(name))
    assert text == f"{head}async def read({after}) -> int:\n    return 1\n"


def test_the_import_is_added_before_the_installed_packages() -> None:
    text = '"""Doc."""\n\nfrom fastapi import Depends\n\n\ndef read(db: Session = Depends(get_db)): ...\n'
    assert fixed(text, "annotate_default", params("db")) == (
        '"""Doc."""\n\nfrom typing import Annotated\n\nfrom fastapi import Depends\n\n\n'
        "def read(db: Annotated[Session, Depends(get_db)]): ...\n"
    )


def test_typing_under_another_name_is_used() -> None:
    text = "import typing as t\n\ndef read(db: Session = Depends(get_db)): ...\n"
    assert "db: t.Annotated[Session, Depends(get_db)]" in fixed(text, "annotate_default", params("db"))


def test_typing_extensions_is_as_good_as_typing() -> None:
    text = "from typing_extensions import Annotated as A\n\ndef read(db: Session = Depends(get_db)): ...\n"
    assert "db: A[Session, Depends(get_db)]" in fixed(text, "annotate_default", params("db"))


def test_typing_extensions_is_imported_where_python_has_no_annotated_yet() -> None:
    text = "import typing as t\n\n\ndef read(db: Session = Depends(get_db)): ...\n"
    assert fixed(text, "annotate_default", params("db"), typing="typing_extensions") == (
        "import typing as t\n\nfrom typing_extensions import Annotated\n\n\n"
        "def read(db: Annotated[Session, Depends(get_db)]): ...\n"
    )


def test_an_import_below_the_function_comes_too_late() -> None:
    text = "import a\n\n\ndef read(db: Session = Depends(get_db)): ...\n\n\nfrom typing import Any\n"
    assert fixed(text, "annotate_default", params("db")).startswith("from typing import Annotated\n\nimport a\n\n\n")
    refuses(text.replace("Any", "Annotated"), "annotate_default", params("db"))


def test_a_class_of_a_function_is_not_found_in_postponed_annotations() -> None:
    text = (
        "from __future__ import annotations\nfrom typing import Annotated\n\n\ndef make():\n    class Local: ...\n\n"
        "    def read(db: Local = Depends(get_db)): ...\n"
    )
    refuses(text, "annotate_default", params("db"))


def test_comments_and_lines_of_a_long_signature_stay() -> None:
    text = (
        "from typing import Annotated\n\n"
        "@router.get('/')\n"
        "def read(\n"
        "\trequest: Request,  # first\n"
        "\t# what to look for\n"
        "\tq: str = Query(\n"
        "\t\tNone,  # everything\n"
        "\t\tmax_length=5,  # short\n"
        "\t),\n"
        "\tdb: Session = Depends(get_db),  # last\n"
        "): ...\n"
    )
    assert fixed(text.replace("None,", "...,"), "annotate_default", params("q", "db")) == (
        "from typing import Annotated\n\n"
        "@router.get('/')\n"
        "def read(\n"
        "\trequest: Request,  # first\n"
        "\t# what to look for\n"
        "\tq: Annotated[str, Query(\n"
        "\t\t# everything\n"
        "\t\tmax_length=5,  # short\n"
        "\t)],\n"
        "\tdb: Annotated[Session, Depends(get_db)],  # last\n"
        "): ...\n"
    )


def test_all_parameters_are_converted_in_one_pass() -> None:
    text = (
        "from typing import Annotated\n\ndef read(a: A = Depends(f), /, b: B = Depends(g), *, c: int = Query(1)): ...\n"
    )
    assert fixed(text, "annotate_default", params("a", "b", "c")) == (
        "from typing import Annotated\n\n"
        "def read(a: Annotated[A, Depends(f)], /, b: Annotated[B, Depends(g)], "
        "*, c: Annotated[int, Query()] = 1): ...\n"
    )


def test_a_parameter_behind_one_with_a_default_keeps_its_own() -> None:
    assert refuses("def read(a: int = 1, db: Session = Depends(get_db)): ...\n", "annotate_default", params("db"))


def test_a_parameter_behind_one_that_is_not_asked_for_keeps_its_own() -> None:
    assert refuses("def read(a: A = Depends(f), b: B = Depends(g)): ...\n", "annotate_default", params("b"))


def test_a_parameter_with_a_default_value_may_follow_one_with_a_default() -> None:
    text = "from typing import Annotated\n\ndef read(a: int = 1, q: int = Query(2)): ...\n"
    assert "q: Annotated[int, Query()] = 2" in fixed(text, "annotate_default", params("q"))


def test_the_first_parameter_is_converted_where_the_second_cannot_be() -> None:
    text = "from typing import Annotated\n\ndef read(a: int = Query(1), b: B = Depends(g)): ...\n"
    done = apply(text, "annotate_default", params("a", "b"))
    assert "read(a: Annotated[int, Query()] = 1, b: B = Depends(g))" in done.text
    assert len(done.refused) == 1


@pytest.mark.parametrize(
    "parameter",
    [
        "x=Depends(f)",
        "x: 'Session' = Depends(f)",
        "x: Annotated[int, Doc('…')] = Query(1)",
        "x: int = Query(*args)",
        "x: int = Query(**options)",
        "x: int = Query(1, 2)",
        "x: int = make()",
        "x: int = 5",
        "*x: int",
        "x: int = Query((  # required\n    ...))",
        "x: int",
    ],
)
def test_a_parameter_of_another_shape_is_refused(parameter: str) -> None:
    assert refuses(f"from typing import Annotated\n\ndef read({parameter}): ...\n", "annotate_default", params("x"))


def test_a_name_that_means_something_else_is_not_overwritten() -> None:
    assert refuses("class Annotated: ...\n\ndef read(x: A = Depends(f)): ...\n", "annotate_default", params("x"))


def test_an_import_under_type_checking_is_not_enough() -> None:
    text = "if TYPE_CHECKING:\n    from typing import Annotated\n\ndef read(x: A = Depends(f)): ...\n"
    assert refuses(text, "annotate_default", params("x"))


def test_a_marker_under_another_name_is_told_by_the_rule() -> None:
    text = "from typing import Annotated\n\ndef read(q: int = Q(5)): ...\n"
    assert refuses(text, "annotate_default", params("q"))
    assert "q: Annotated[int, Q()] = 5" in fixed(text, "annotate_default", params("q"), marker="Query")


_FACTORY = """\
from typing import Annotated

def make_router(get_db):
    @router.get("/")
    def read(db: Session = Depends(get_db)): ...
    return router
"""


def test_a_local_dependency_moves_where_annotations_are_evaluated_at_once() -> None:
    assert "read(db: Annotated[Session, Depends(get_db)])" in fixed(_FACTORY, "annotate_default", params("db"))


def test_a_local_dependency_stays_where_annotations_are_strings() -> None:
    """FastAPI evaluates a string annotation in the module, which knows no `get_db`."""
    text = "from __future__ import annotations\n" + _FACTORY
    assert refuses(text, "annotate_default", params("db"))


def test_a_module_level_dependency_moves_where_annotations_are_strings() -> None:
    text = "from __future__ import annotations\n" + _FACTORY.replace("make_router(get_db)", "make_router()")
    assert "read(db: Annotated[Session, Depends(get_db)])" in fixed(text, "annotate_default", params("db"))


def test_windows_newlines_stay() -> None:
    text = "from fastapi import Depends\r\n\r\ndef read(\r\n    db: Session = Depends(get_db),\r\n): ...\r\n"
    result = fixed(text, "annotate_default", params("db"))
    assert result.startswith("from typing import Annotated\r\n\r\nfrom fastapi")
    assert result.count("\n") == result.count("\r\n")
