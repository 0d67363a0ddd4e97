"""The site is complete: it is built without a warning, every page is in the navigation, every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.site.building import Site, built
from tests.site.navigation import existing, named

SIZES = {"a page": 400_000, "the list that the search reads": 6_000_000}


def test_it_is_built_without_a_warning(site: Site) -> None:
    assert (site.code, "No issues found" in site.said) == ("0", True), site.said


def test_every_page_becomes_html(site: Site) -> None:
    expected = {re.sub(r"(^|/)index$", "", path.removesuffix(".md")) for path in existing()}
    assert {path.removesuffix("index.html").rstrip("/") for path in site.pages} - {"404.html"} == expected


def test_every_link_leads_to_a_page_and_to_an_anchor_on_it(site: Site) -> None:
    assert {path: broken for path in site.pages if path != "404.html" and (broken := site.broken_links(path))} == {}


def test_every_page_is_in_the_navigation() -> None:
    """When this fails: name the page in `nav` of zensical.toml, or `python -m fastapi_lint.views.docs`."""
    assert existing() - set(named()) == set()


def test_the_navigation_names_pages_that_exist_and_each_once() -> None:
    found = Counter(named())
    assert set(found) - existing() == set()
    assert [page for page, times in found.items() if times > 1] == []


def test_pages_stay_small_although_there_are_hundreds(site: Site) -> None:
    assert [path for path, html in site.pages.items() if len(html) > SIZES["a page"]] == []
    assert (site.folder / "search.json").stat().st_size < SIZES["the list that the search reads"]


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("[lost](nowhere.md)", "page does not exist"),
        ("[lost](#nowhere)", "anchor does not exist"),
        ("[lost][nowhere]", "unresolved link reference"),
    ],
    ids=["page", "anchor", "reference"],
)
def test_a_broken_link_stops_the_build(tmp_path: Path, page: str, complaint: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(f"# A page\n\n{page}\n", encoding="utf-8")
    answer = built(tmp_path / "project", tmp_path / "docs")
    assert answer.code != "0"
    assert complaint in answer.said
