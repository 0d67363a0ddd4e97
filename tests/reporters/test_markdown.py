"""Markdown shows every finding as text, with links to the commit on build servers, and never grows too large."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.reporters import markdown
from tests.reporters.samples import CRASH, FINDING, HOSTILE, PATH, SKIPPED, findings, hostile, report

GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "o/shop", "GITHUB_SHA": "c0ffee"}
GITLAB = {"CI_PROJECT_URL": "https://gitlab.com/o/shop", "CI_COMMIT_SHA": "c0ffee"}
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _page(text: str) -> str:
    return str(READER.render(text))


def _links(text: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', _page(text))


def _shown(environ: Mapping[str, str], at: Location) -> list[str]:
    return [html.unescape(link) for link in _links(markdown.render(report(replace(FINDING, location=at)), {}, environ))]


def test_the_totals_open_the_page() -> None:
    text = markdown.render(report(*findings(*Severity)))
    assert text.startswith("## fastapi-lint: 1 error, 1 warning, 1 info\n\nFound 1 error, 1 warning, 1 info.")


def test_rules_are_counted_gravest_first() -> None:
    many = [replace(FINDING, rule="b-rule", severity=Severity.WARNING)] * 3
    page = _page(markdown.render(report(*many, FINDING)))
    rows = re.findall(r"<tr>\n<td><code>(.*?)</code></td>\n<td>(.*?)</td>\n<td.*?>(\d+)</td>", page)
    assert rows == [(FINDING.rule, "error", "1"), ("b-rule", "warning", "3")]


def test_places_are_links_to_the_checked_commit() -> None:
    at = Location(PATH, 5, 12)
    assert _shown(GITHUB, at) == ["https://github.com/o/shop/blob/c0ffee/app/routers/users.py#L5"]
    assert _shown(GITLAB, at) == ["https://gitlab.com/o/shop/-/blob/c0ffee/app/routers/users.py#L5"]


def test_what_has_no_page_is_no_link() -> None:
    assert _shown({}, Location(PATH, 5)) == []
    assert [_shown(GITHUB, Location(path)) for path in ("", "/etc/passwd", "../other.py")] == [[], [], []]


def test_names_in_backticks_are_code() -> None:
    assert "<code>requests.get</code> blocks the event loop" in _page(markdown.render(report(FINDING)))


def test_hostile_text_is_shown_as_text() -> None:
    page = _page(markdown.render(hostile(), {}, GITHUB))
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "a", "ul", "li"}
    assert {link.split("/blob/")[0] for link in _links(markdown.render(hostile(), {}, GITHUB))} == {
        "https://github.com/o/shop"
    }
    assert "<td>error</td>" in page
    assert page.count("<tr>") == 5  # two heads, one rule, two places: no row was broken up
    assert "[click](https://example.org)" in html.unescape(page)


def test_backticks_of_the_target_open_nothing() -> None:
    page = _page(markdown.render(report(replace(FINDING, message="`` a ` *b* | c `` <b>"))))
    assert page.count("<tr>") == 4
    assert "<b>" not in page
    assert "<em>" not in page


def test_gaps_are_listed() -> None:
    text = html.unescape(markdown.render(report(skipped=(SKIPPED,), crashes=(CRASH,))))
    assert "### Not evaluated" in text
    assert f"- <code>{SKIPPED.subject}</code>: {SKIPPED.reason}" in text
    assert "- <code>some-rule</code> crashed on <code>app/main.py</code>: KeyError: 'lost'" in text


def test_a_page_stays_below_what_github_shows() -> None:
    many = [replace(FINDING, message=HOSTILE * 3)] * 3000
    text = markdown.render(report(*many))
    assert len(text.encode()) < 1024 * 1024
    left_out = re.search(r"(\d+) more findings left out here", text)
    assert left_out is not None
    assert text.count(f"(<code>{FINDING.rule}</code>)") + int(left_out[1]) == 3000
