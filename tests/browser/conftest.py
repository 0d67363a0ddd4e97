"""Chromium for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, Unpack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.installing import chromium
from tests.browser.visiting import ARGUMENTS, Look, Visit


class Opens(Protocol):
    """Opens an address in a fresh context, which ends with the test."""

    def __call__(self, url: str, **look: Unpack[Look]) -> Visit: ...


@pytest.fixture(scope="session")
def program() -> str:
    """The path of Chromium."""
    return chromium()


@pytest.fixture(scope="module")  # no longer: while Playwright runs, `asyncio.run` refuses to in its thread
def browser(program: str) -> Iterator[Browser]:
    """One Chromium for the tests of a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opens]:
    """`visit(url)` opens a page and listens to it: see Visit."""
    visits: list[Visit] = []

    def opens(url: str, **look: Unpack[Look]) -> Visit:
        visits.append(Visit(browser, url, **look))
        return visits[-1]

    yield opens
    for one in visits:
        one.close()
