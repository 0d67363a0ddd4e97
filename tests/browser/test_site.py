"""The site as people see it: on a desk and on a phone, by day and by night, with its search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.visiting import PHONE, Look
from tests.site.building import Site

PAGES = (
    "",
    "quick-start/",
    "rules/blocking-sleep/",
    "configuration/",
    "comparison/",
    "categories/concurrency/",
    "guidelines/",
    "404.html",
)
LOOKS: dict[str, Look] = {"desk": {}, "phone-dark": {"size": PHONE, "dark": True}}
"""Colours and widths do not depend on each other, so two looks see all of both."""
PATIENCE = 30_000
"""Milliseconds; the machine may be busy."""


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Where the site is served on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_quiet_accessible_and_fits(page: str, look: str, address: str, visit: Opens) -> None:
    seen = visit(address + page, **LOOKS[look])
    assert seen.grave_violations() == []
    assert (seen.complaints, seen.overflows()) == ([], False)


@pytest.mark.parametrize("rule", ["blocking-sleep", "shadowed-route"])
def test_the_search_finds_a_rule_by_its_id(rule: str, address: str, visit: Opens) -> None:
    seen = visit(address)
    box = seen.page.get_by_role("combobox", name="Search")
    seen.page.wait_for_load_state("networkidle")
    seen.page.keyboard.press("/")
    box.fill(rule, timeout=PATIENCE)
    first = seen.page.get_by_role("option").first
    expect(first).to_have_attribute("href", re.compile(f"/rules/{rule}/"), timeout=PATIENCE)
    assert seen.complaints == []
