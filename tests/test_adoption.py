"""A whole adoption with its figures: of a small project here, of real ones in `benchmarks.adoption`."""

from __future__ import annotations

import pytest

from benchmarks.adoption.planted import DEFECTS
from benchmarks.adoption.walk import Figure, walk
from tests.source.build import write

_MAIN = "from fastapi import FastAPI\n\n{imports}\n\napp = FastAPI()\n{included}"
_ROUTER = '''\
"""Things of kind {n}."""

from fastapi import APIRouter, Depends

from shop.limits import get_limit

router = APIRouter(prefix="/things/{n}")


def total(values: list[int]) -> int:
    return sum(values)


def collected(value: int, into: list[int] = []) -> list[int]:
    return [*into, value]


def remembered(value: int, into: list[int] = []) -> list[int]:
    into.append(value)
    return into


@router.get("/first")
def read_first(limit: int = Depends(get_limit)) -> list[int]:
    return [limit]


@router.get("/second")
def read_second(limit: int = Depends(get_limit)) -> list[int]:
    return [limit]
'''


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Figure, ...]:
    """The walk over a service of twelve modules with three findings each."""
    project, copy = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("copy")
    imports = "\n".join(f"from shop.kind{n} import router as router{n}" for n in range(12))
    included = "".join(f"app.include_router(router{n})\n" for n in range(12))
    write(project, {f"shop/kind{n}.py": _ROUTER.format(n=n) for n in range(12)})
    write(project, {"shop/main.py": _MAIN.format(imports=imports, included=included), "shop/__init__.py": ""})
    write(project, {"shop/limits.py": "def get_limit() -> int:\n    return 10\n"})
    write(project, {"pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["fastapi"]\n'})
    write(project, {".gitlab-ci.yml": "test: {script: [make]}\n"})
    return tuple(walk(project, copy, "recommended"))


def test_every_figure_of_an_adoption_is_what_it_has_to_be(figures: tuple[Figure, ...]) -> None:
    assert [figure for figure in figures if not figure.is_met] == []


def test_each_step_was_taken(figures: tuple[Figure, ...]) -> None:
    """So that a walk which plants, mends or moves nothing cannot pass."""
    got = {figure.name: figure.got for figure in figures}
    assert got["findings accepted by init"] == 36
    assert got[f"of {len(DEFECTS)} planted, reported by --changed-since HEAD"] == 10
    assert got["default-value-dependency mended, dropped by baseline --prune"] == 20
    assert "new after pushing the code of 12 files down" in got
    assert "new after swapping functions and classes in 12 files" in got
    assert any(figure.note.startswith("shop/kind") for figure in figures)
