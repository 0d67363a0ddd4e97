"""The HTML report in a browser reads well for everybody, answers to keys and filters, and runs nothing of a target."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import pytest
from playwright.sync_api import Page, expect

from fastapi_lint.reporters import html
from tests.browser.conftest import Opens
from tests.browser.visiting import DESKTOP, PHONE, Look, Visit
from tests.reporters.pages import BLOCKING, CRASHING, CURL, FOUND, OTHER, UNTYPED, full_page, hostile_page
from tests.reporters.samples import report

Shows = Callable[..., Visit]
FULL, HOSTILE = full_page(), hostile_page()


@pytest.fixture
def show(visit: Opens, tmp_path: Path) -> Shows:
    """Opens a report from a file, as its readers do."""

    def shows(text: str = FULL, at: str = "", **look: Unpack[Look]) -> Visit:
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        return visit(file.as_uri() + at, **look)

    return shows


def shown(page: Page) -> list[str]:
    """The addresses of the findings that can be seen, in their order."""
    return [item.get_attribute("id") or "" for item in page.locator(".finding").all() if item.is_visible()]


def address(fingerprint: str) -> str:
    return f"finding-{fingerprint}"


ALL = [address(finding.fingerprint) for finding in FOUND]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("text", [FULL, HOSTILE], ids=["full", "hostile"])
def test_nobody_is_shut_out(show: Shows, text: str, size: tuple[int, int], dark: bool) -> None:
    visit = show(text, size=size, dark=dark)
    visit.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert (visit.grave_violations(), visit.complaints, visit.overflows()) == ([], [], False)


def test_another_grouping_shuts_nobody_out_either(show: Shows) -> None:
    visit = show(HOSTILE)
    visit.page.locator("input[value=file]").check()
    visit.page.locator(".where .rule").first.click()
    assert (visit.grave_violations(), visit.complaints, visit.overflows()) == ([], [], False)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_hostile_target_executes_nothing(show: Shows, javascript: bool) -> None:
    visit = show(HOSTILE, javascript=javascript)
    if javascript:
        assert visit.page.evaluate("window.owned") is None
        assert visit.page.evaluate("document.querySelectorAll('img, main script, [onerror], [onfocus]').length") == 0
    assert visit.complaints == []
    assert visit.page.locator(".finding").count() == 4


def test_without_a_script_everything_can_be_seen(show: Shows) -> None:
    page = show(javascript=False).page
    assert shown(page) == ALL
    for text in ("Dates are UTC", "app/big.py", CURL, "Types tell.", "30 Jan 2026"[3:], "hanging-operation"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.locator("#controls")).to_be_hidden()


def test_a_search_shows_what_has_every_word_and_says_how_many(show: Shows) -> None:
    page = show().page
    page.get_by_role("searchbox").fill("ORDERS no types")
    expect(page.get_by_role("status")).to_have_text("1 of 3 findings")
    assert shown(page) == [address(UNTYPED.fingerprint)]


def test_one_finding_is_counted_as_one(show: Shows) -> None:
    page = show(html.render(report(FOUND[0]))).page
    expect(page.get_by_role("status")).to_have_text("1 finding")


def test_a_search_without_a_match_says_so_and_can_be_taken_back(show: Shows) -> None:
    page = show().page
    page.get_by_role("searchbox").fill("nowhere to be found")
    expect(page.get_by_role("status")).to_have_text("No finding matches.")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text("3 findings")
    assert shown(page) == ALL


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda page: page.get_by_label("Errors 1").uncheck(), [CRASHING, UNTYPED]),
        (lambda page: page.get_by_label("Fixable only").check(), [BLOCKING]),
        (lambda page: page.get_by_role("combobox", name="Rule").select_option("untyped-function"), [UNTYPED]),
        (lambda page: page.get_by_label("Place").select_option(OTHER), [CRASHING, UNTYPED]),
        (lambda page: page.get_by_label("Place").select_option("app/routers/orders/"), [CRASHING, UNTYPED]),
        (lambda page: page.get_by_role("link", name="1 Warning").click(), [CRASHING]),
    ],
    ids=["severity", "fixable", "rule", "file", "folder", "total"],
)
def test_a_filter_leaves_what_it_names(show: Shows, act: Callable[[Page], object], left: list[object]) -> None:
    page = show().page
    act(page)
    assert shown(page) == [address(finding.fingerprint) for finding in FOUND if finding in left]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("file", ["app/routers/orders/lines.py", "app/routers/users.py"]),
        ("folder", ["app/routers/", "app/routers/orders/"]),
    ],
)
def test_findings_can_be_grouped_by_where_they_are(show: Shows, group: str, names: list[str]) -> None:
    page = show().page
    page.locator(f"input[value={group}]").check()
    assert page.locator(".group h3 .name").all_inner_texts() == names
    page.locator(f"#{ALL[0]} .rule").click()
    expect(page.locator(f"#{ALL[0]}").get_by_text("The event loop serves nobody else meanwhile")).to_be_visible()
    page.locator("input[value=rule]").check()
    assert shown(page) == ALL


def test_keys_search_move_and_show_all(show: Shows) -> None:
    page = show().page
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == ALL[1]
    assert page.evaluate("location.hash") == f"#{ALL[1]}"
    page.keyboard.press("/")
    page.keyboard.type("types j")
    expect(page.get_by_role("status")).to_have_text("No finding matches.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_have_text("3 findings")


def test_tab_reaches_everything_that_can_be_used(show: Shows) -> None:
    page = show().page
    usable = "a[href], button, input, select, summary, [tabindex='0']"
    wanted = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility() && "
        "!(one.type === 'radio' && !one.checked)).length",
        usable,
    )
    reached = page.evaluate_handle("new Set()")
    for _ in range(wanted):
        page.keyboard.press("Tab")
        page.evaluate("seen => seen.add(document.activeElement)", reached)
    assert page.evaluate("seen => seen.size", reached) == wanted


def test_a_link_to_a_finding_leads_to_it(show: Shows) -> None:
    page = show(at=f"#{ALL[2]}", size=(1280, 500)).page
    expect(page.locator(f"#{ALL[2]}")).to_be_focused()
    expect(page.locator(f"#{ALL[2]} h4")).to_be_in_viewport()


def test_a_link_to_a_finding_that_a_filter_hides_shows_it_again(show: Shows) -> None:
    page = show().page
    page.get_by_label("Errors 1").uncheck()
    page.locator(".legend button", has_text="violated").first.click()
    page.locator(".places a").first.click()
    expect(page.locator(f"#{ALL[0]}")).to_be_focused()
    assert shown(page) == ALL


def test_a_statement_leads_to_its_findings_and_back(show: Shows) -> None:
    page = show().page
    expect(page.get_by_text("Nothing blocks the loop")).to_be_hidden()
    page.locator(f"#{ALL[0]} a.sid", has_text="P-1").click()
    expect(page.get_by_text("Nothing blocks the loop")).to_be_in_viewport()


def test_the_legend_shows_statements_of_one_kind(show: Shows) -> None:
    page = show().page
    page.locator("#conformance .legend button", has_text="not evaluated").click()
    expect(page.get_by_text("Dates are UTC")).to_be_visible()
    expect(page.get_by_text("Nothing blocks the loop")).to_be_hidden()
    expect(page.get_by_text("Money is exact")).to_be_hidden()


def test_rules_that_held_everywhere_wait_behind_a_button(show: Shows) -> None:
    page = show().page
    quiet = page.get_by_role("columnheader", name="hanging-operation")
    expect(quiet).to_be_hidden()
    page.get_by_role("button", name="Show 1 more rule without").click()
    expect(quiet).to_be_visible()
    expect(page.get_by_role("row", name="POST /users").get_by_role("cell")).to_have_text(["not evaluated", "held"])


def test_the_switch_turns_the_light_on_and_off(show: Shows) -> None:
    page = show(dark=True).page
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(colour) != dark
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(colour) == dark


def test_on_paper_nothing_is_hidden_but_the_controls(show: Shows) -> None:
    page = show().page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() == 0
    assert shown(page) == ALL
    expect(page.locator("#controls")).to_be_hidden()
    assert len(page.pdf()) > 10_000
