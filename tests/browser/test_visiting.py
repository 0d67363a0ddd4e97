"""A browser is there, and nothing that a page does wrong goes unheard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import installing
from tests.browser.conftest import Opens

PAGE = "<!doctype html><html lang=en><head><title>A page</title>{}</head><main><h1>A page</h1>{}</main>"
POLICY = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">"


def page(folder: Path, body: str, head: str = "") -> str:
    file = folder / "page.html"
    file.write_text(PAGE.format(head, body), encoding="utf-8")
    return file.as_uri()


def test_a_decent_page_gives_no_cause_for_complaint(tmp_path: Path, visit: Opens) -> None:
    decent = visit(page(tmp_path, "<p>Hello</p>"))
    assert (decent.complaints, decent.grave_violations(), decent.overflows()) == ([], [], False)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>console.error('worn out')</script>", "worn out"),
        ("<script>missing()</script>", "missing is not defined"),
        ("<script>alert('look')</script>", "dialog: look"),
        ("<img alt='' src='https://example.com/pixel.png'>", "asked for https://example.com/pixel.png"),
        ("<img alt='' src='neighbour.png'>", "/neighbour.png"),
    ],
    ids=["console", "error", "dialog", "network", "another-file"],
)
def test_what_a_page_does_wrong_is_heard(tmp_path: Path, visit: Opens, body: str, complaint: str) -> None:
    assert complaint in " ".join(visit(page(tmp_path, body)).complaints)


def test_a_broken_policy_is_heard(tmp_path: Path, visit: Opens) -> None:
    assert "violates" in " ".join(visit(page(tmp_path, "<script>1</script>", POLICY)).complaints)


def test_an_image_without_a_text_is_a_grave_violation(tmp_path: Path, visit: Opens) -> None:
    (violation,) = visit(page(tmp_path, "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")).grave_violations()
    assert violation.startswith("image-alt (critical, 1 elements)")


def test_a_page_wider_than_its_window_overflows(tmp_path: Path, visit: Opens) -> None:
    assert visit(page(tmp_path, "<div style='width: 3000px'>wide</div>")).overflows()


def test_a_page_sees_the_scheme_that_was_asked_for(tmp_path: Path, visit: Opens) -> None:
    dark = visit(page(tmp_path, ""), dark=True)
    assert dark.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_without_chromium_and_without_a_package_the_test_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(installing, "STEPS", (("false",),))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(pytest.fail.Exception, match="need Chromium, and `false` failed"):
        installing.chromium()
