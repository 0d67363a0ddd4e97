"""One page in a browser, and everything that it complained about or reached for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, TypedDict, Unpack
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route

GRAVE = ("serious", "critical")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = (1280, 900), (390, 844)
_AXE = files("axe_playwright_python").joinpath("axe.min.js")


class Look(TypedDict, total=False):
    """How a page is looked at; by default on a desktop, light, with JavaScript, on a screen."""

    size: tuple[int, int]
    dark: bool
    javascript: bool
    on_paper: bool


class Visit:
    """`page` is open at the address. `complaints` must stay empty: what the console, the page, a request or a dialog
    says against it. Only the address's own origin answers; for a file, only the file itself.
    """

    def __init__(self, browser: Browser, url: str, **look: Unpack[Look]) -> None:
        width, height = look.get("size", DESKTOP)
        self.complaints: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if look.get("dark") else "light",
            java_script_enabled=look.get("javascript", True),
            reduced_motion="reduce",
        )
        self._home = urlsplit(url)
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self._listen(self.page)
        self.page.emulate_media(media="print" if look.get("on_paper") else "screen")
        self.page.goto(url)

    def grave_violations(self) -> list[str]:
        """What axe finds of serious or critical weight, each with its elements and what is wrong with them."""
        self.page.evaluate(_AXE.read_text("utf-8"))
        found: Mapping[str, Any] = self.page.evaluate('axe.run({resultTypes: ["violations"]})')
        return [_told(violation) for violation in found["violations"] if violation["impact"] in GRAVE]

    def overflows(self) -> bool:
        """Whether the page is wider than its window, so that it scrolls sideways."""
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))

    def close(self) -> None:
        self.context.close()

    def _listen(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answer(self, route: Route, request: Request) -> None:
        if self._is_own(request.url):
            route.continue_()
        else:
            self.complaints.append(f"asked for {request.url}")
            route.abort()

    def _is_own(self, url: str) -> bool:
        there, home = urlsplit(url), self._home
        same_origin = (there.scheme, there.netloc) == (home.scheme, home.netloc)
        return same_origin and (home.scheme != "file" or there.path == home.path)


def _told(violation: Mapping[str, Any]) -> str:
    nodes: Sequence[Mapping[str, Any]] = violation["nodes"]
    where = "; ".join(f"{json.dumps(node['target'])} {node.get('failureSummary', '')}" for node in nodes[:5])
    return f"{violation['id']} ({violation['impact']}, {len(nodes)} elements): {where}"
