"""Which profile fits: the reference services keep their own, and little code keeps none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_lint.api.adopting.fitting import COMMON, Fit, fits, nearest_fit, proposed
from fastapi_lint.api.analysing.remembered import remembered
from fastapi_lint.api.checking import discovered
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from tests.source.build import write

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


def found(folder: Path, cache: Path, book: Catalog) -> tuple[Fit, ...]:
    config = Config(root=folder)
    return fits(book, config, discovered(config), remembered(cache, looks_again=True))


@pytest.mark.parametrize("profile", ["single-process", "capabilities"])
def test_a_reference_service_fits_the_profile_that_it_follows(profile: str, tmp_path: Path, book: Catalog) -> None:
    figures = found(FIXTURES / profile, tmp_path, book)
    own = next(fit for fit in figures if fit.profile == profile)
    assert proposed(figures) == profile
    assert (own.kept, own.added_kept, sum(own.findings.values())) == (own.applicable, own.added, 0)


def test_a_service_with_one_route_fits_no_guideline(tmp_path: Path, book: Catalog) -> None:
    main = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/x')\nasync def x() -> int:\n    return 1\n"
    write(tmp_path / "p", {"main.py": main, "pyproject.toml": '[project]\nname = "x"\ndependencies = ["fastapi"]\n'})
    figures = found(tmp_path / "p", tmp_path / "cache", book)
    assert proposed(figures) == COMMON
    assert figures[0].profile == COMMON
    assert all(fit.share < 0.7 for fit in figures if fit.profile not in {COMMON, "official"})


def figure(profile: str, kept: int, added: int) -> Fit:
    return Fit(profile, added + 50, kept + 50, added, kept, {})


@pytest.mark.parametrize(
    ("figures", "profile"),
    [
        ({"a": (90, 100), "b": (89, 100)}, "a"),
        ({"a": (89, 100), "b": (9, 9)}, COMMON),
        ({"a": (10, 10), "b": (95, 100)}, "b"),
        ({}, COMMON),
    ],
)
def test_most_kept_rules_decide_among_those_that_keep_enough(
    figures: Mapping[str, tuple[int, int]], profile: str
) -> None:
    listed = tuple(figure(name, *counts) for name, counts in figures.items())
    assert proposed((figure(COMMON, 0, 0), *listed)) == profile


def test_the_nearest_one_is_of_those_about_which_something_can_be_said() -> None:
    near = nearest_fit((figure(COMMON, 0, 0), figure("a", 9, 9), figure("b", 5, 10)))
    assert near is not None
    assert near.profile == "b"
    assert nearest_fit((figure(COMMON, 0, 0),)) is None
