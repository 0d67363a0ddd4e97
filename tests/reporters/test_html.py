"""The report for a browser is one file that says everything, runs nothing but its own script and asks for nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.location import Location
from fastapi_lint.model.running import SERVICE, Row, Running, Verdict
from fastapi_lint.reporters import html
from fastapi_lint.reporters.page.change import Line, changed_lines
from fastapi_lint.reporters.page.markup import link, tag, words
from tests.reporters.pages import CURL, ENDLESS, EVIL, OVERVIEW, full_page, hostile_page
from tests.reporters.samples import FINDING, PATH, SAFE_FIX, WORDS, findings, report

PAGES = pytest.mark.parametrize("page", [full_page(), hostile_page()], ids=["full", "hostile"])


class Reading(HTMLParser):
    """The elements of a page with their attributes, and its text outside of script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(page)
        self.text = " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in {"script", "style"}:
            self.texts.append(data)

    def values(self, name: str) -> Iterator[str]:
        return (value for _, attributes in self.elements if (value := attributes.get(name)) is not None)


@PAGES
def test_only_the_scripts_and_styles_of_the_page_itself_are_allowed(page: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    for name, part in (("script", "script-src"), ("style", "style-src")):
        (text,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        assert f"{part} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@PAGES
def test_no_attribute_loads_sends_or_runs_anything(page: str) -> None:
    reading = Reading(page)
    names = {name for _, attributes in reading.elements for name in attributes}
    assert {name for name in names if name.startswith("on") or name in {"src", "srcset", "style", "action"}} == set()
    assert [href for href in reading.values("href") if not href.startswith(("#", "https://example.org/"))] == []
    assert {tag for tag, _ in reading.elements} & {"img", "iframe", "object", "embed", "link", "base"} == set()


@PAGES
def test_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    reading = Reading(page)
    ids = Counter(reading.values("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [href for href in reading.values("href") if href.startswith("#") and href[1:] not in ids] == []
    assert [name for name in reading.values("aria-labelledby") if name not in ids] == []


@PAGES
def test_every_element_that_is_opened_is_closed(page: str) -> None:
    void = {"meta", "input"}
    opened = Counter(
        re.findall(r"<([a-z][a-z0-9]*)[ >]", re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL))
    )
    closed = Counter(re.findall(r"</([a-z][a-z0-9]*)>", re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)))
    assert {name: count for name, count in opened.items() if name not in void} == dict(closed)


def test_hostile_text_is_shown_as_text() -> None:
    shown = Reading(hostile_page()).text
    assert "</script></style><script>window.owned=1;alert(1)</script><img src=x onerror=alert(2)>" in shown
    assert r"\u202egnp.exe\u2066" in shown
    assert r"\x00\x07\x1b[31m" in shown


def test_an_endless_name_loses_its_middle_and_says_so() -> None:
    shown = words(f"`{ENDLESS}`")
    assert len(shown) < 300
    assert "more characters" in shown


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://a.b", "https://a b", "//a.b", ""])
def test_what_is_no_web_address_becomes_no_link(url: str) -> None:
    assert "<a" not in link(url, "text")


def test_a_web_address_becomes_a_link_that_tells_nothing_about_the_reader() -> None:
    assert link("https://a.b/c?d=e&f", "text") == '<a href="https://a.b/c?d=e&amp;f" rel="noopener noreferrer">text</a>'


def test_text_is_escaped_wherever_it_enters() -> None:
    assert tag("b", "<", ["&", tag("i", '"')], title="<'>") == ('<b title="&lt;&#x27;&gt;">&lt;&amp;<i>&quot;</i></b>')


def test_the_heading_names_project_profile_version_commit_and_totals() -> None:
    shown = Reading(full_page()).text
    for part in ("shop-api", "recommended", "fastapi-lint 0.", "4b1d0c2aa7", "09 Feb 2026, 09:30 UTC", "1 Error"):
        assert part in shown


def test_a_violated_statement_leads_to_its_findings_and_names_those_left_out() -> None:
    page = full_page()
    (item,) = re.findall(r'<li id="statement-P-1".*?</li></ul></div></li>', page, re.DOTALL)
    assert f'href="#finding-{FINDING.fingerprint}"' in item
    assert "2 findings not listed here" in item


def test_a_statement_that_nobody_judged_says_why() -> None:
    assert re.search(
        r"Not evaluated\s*Dates are UTC.*local-time needs the running service", spaced(full_page()), re.IGNORECASE
    )


def test_a_profile_without_a_guideline_has_no_conformance() -> None:
    page = html.render(report(FINDING), {}, replace(OVERVIEW, guideline="", sections=()))
    assert 'id="conformance"' not in page
    assert "statement" not in Reading(page).text


def test_a_violated_operation_leads_to_a_finding_with_the_call_to_repeat() -> None:
    page = full_page()
    (target,) = re.findall(r'<a href="#(finding-[^"]+)"><span class="cell violated">violated</span></a>', page)
    (finding,) = re.findall(rf'<li class="finding warning" id="{target}".*?</pre></details></li>', page, re.DOTALL)
    assert CURL in finding
    assert "(repeat:" not in finding


def test_a_service_that_was_not_called_has_no_run_to_name() -> None:
    running = Running(matrix=(Row(SERVICE, {"crashing-operation": Verdict.NOT_EVALUATED}),))
    assert "Nothing was called." in html.render(report(FINDING, running=running))


def test_a_trend_needs_two_runs_and_its_table_one() -> None:
    one = html.render(report(), {}, replace(OVERVIEW, runs=OVERVIEW.runs[:1]))
    assert 'class="chart"' not in one
    assert "The chart begins with the second run." in one
    assert re.search(r"1 run on \d+ \w+ \d+\.", one)
    assert "<polyline" in full_page()
    assert full_page().count("<time") == 1 + len(OVERVIEW.runs)


def test_a_history_without_findings_is_drawn() -> None:
    runs = [replace(run, errors=0, warnings=0, infos=0) for run in OVERVIEW.runs]
    assert "<polyline" in html.render(report(), {}, replace(OVERVIEW, runs=runs))


def test_without_findings_there_is_nothing_to_filter() -> None:
    page = html.render(report())
    assert "There is none." in page
    assert 'id="controls"' not in page


def test_findings_with_the_same_fingerprint_have_addresses_of_their_own() -> None:
    twice = report(FINDING, replace(FINDING, location=Location(PATH, 6)))
    ids = set(Reading(html.render(twice)).values("id"))
    assert {f"finding-{FINDING.fingerprint}", f"finding-{FINDING.fingerprint}-2"} <= ids


def test_rules_stand_from_grave_to_slight() -> None:
    grave, slight = findings(Severity.ERROR, Severity.INFO)
    page = html.render(report(replace(slight, rule="a-slight-one"), replace(grave, rule="z-grave-one")))
    assert page.index(">z-grave-one</span>") < page.index(">a-slight-one</span>")


def test_a_rule_is_explained_once_for_all_its_findings() -> None:
    page = html.render(report(*findings(Severity.ERROR, Severity.ERROR)))
    assert page.count("Threads would help.") == 1
    assert page.count(">Instead<") == 1
    assert WORDS.help_uri in page


def test_a_line_is_numbered_and_what_is_wrong_in_it_is_marked() -> None:
    page = html.render(report(FINDING))
    assert 'data-n="5">    data = <mark>requests.get(URL)</mark>.json()</span>' in page


def test_a_fix_without_edits_is_still_named() -> None:
    assert "Fix: safe, applied by <code>--fix</code>" in html.render(report(replace(FINDING, fix=SAFE_FIX)))


SOURCE = ("import requests", "", "a = 1", "b = 2")


@pytest.mark.parametrize(
    ("edits", "lines"),
    [
        ([Edit(3, 5, 3, 6, "2")], [Line(3, "-", "a = 1"), Line(3, "+", "a = 2")]),
        ([Edit(1, 1, 1, 1, "import os\n")], [Line(1, "+", "import os")]),
        ([Edit(3, 1, 4, 1, "")], [Line(3, "-", "a = 1")]),
        ([Edit(3, 5, 3, 6, "2"), Edit(3, 1, 3, 2, "c")], [Line(3, "-", "a = 1"), Line(3, "+", "c = 2")]),
        ([Edit(1, 8, 1, 16, "httpx"), Edit(4, 5, 4, 6, "3")],
         [Line(1, "-", SOURCE[0]), Line(1, "+", "import httpx"), Line(4, "-", "b = 2"), Line(4, "+", "b = 3")]),
        ([Edit(5, 1, 5, 1, "c = 3\n")], [Line(5, "+", "c = 3")]),
        ([Edit(9, 1, 9, 1, "c = 3\n")], []),
    ],
    ids=["word", "new-line", "gone-line", "two-on-a-line", "two-hunks", "end-of-file", "another-file"],
)  # fmt: skip
def test_a_fix_is_shown_as_lines_that_go_and_come(edits: list[Edit], lines: list[Line]) -> None:
    assert changed_lines(SOURCE, edits) == lines


def test_the_name_of_a_hostile_project_is_the_title() -> None:
    assert EVIL[:9] in Reading(hostile_page()).text


def spaced(page: str) -> str:
    return Reading(page.replace("<", " <")).text
