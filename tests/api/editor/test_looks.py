"""The first look at a typed text and the second one: what they say of each other, and that nothing is kept forever."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from fastapi_lint.api.checking import configured
from fastapi_lint.api.editor.live import Live, Superseded
from fastapi_lint.api.editor.looks import Look, first_look, second_look
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from tests.api.language_server.shop import CLEAN, shop, write

__all__ = ["shop"]

TWIN = CLEAN.replace("read_waiting", "read_again").replace("from app.waiting import wait\n\n", "")
MAIN = '''\
"""The application."""

from fastapi import FastAPI

from app import routes, twin

app = FastAPI(title="Shop", version="1.0.0")
app.include_router(twin.router)
app.include_router(routes.router)
'''
PATH = "app/routes.py"


@pytest.fixture
def live(shop: Path, book: Catalog) -> Live:
    write(shop, {"app/main.py": MAIN, "app/twin.py": TWIN.replace("wait()", "1")})
    return Live(book, configured(Request(), shop, book))


def looked(live: Live, text: str, before: Look | None = None) -> tuple[Look, Look]:
    """Both looks at a text, knowing a former one."""
    first = first_look(live, PATH, {PATH: text}, None, before.known if before is not None else None)
    return first, second_look(live, {PATH: first}, {}, {PATH: text}, None, lambda: None)[PATH]


def told(look: Look) -> list[tuple[str, int]]:
    return [(found.rule, found.location.line) for found in look.shown.values()]


def test_what_only_the_whole_project_knows_stays_where_it_is_while_somebody_types(live: Live) -> None:
    _, second = looked(live, CLEAN)
    assert ("duplicate-route", 12) in told(second)
    longer = CLEAN.replace('"""Orders."""\n', '"""Orders."""\n\nX = 1\n')
    first, again = looked(live, longer, second)
    assert ("duplicate-route", 14) in told(first)
    assert told(first) == told(again)


def test_what_the_whole_project_took_back_stays_away_while_somebody_types(live: Live) -> None:
    alone = CLEAN.replace("router = ", "other = ").replace("@router", "@other")
    _, second = looked(live, alone)
    first, again = looked(live, alone + "\nX = 1\n", second)
    assert told(first) == told(again)


def test_an_edited_line_loses_what_only_the_whole_project_knew_of_it(live: Live) -> None:
    _, second = looked(live, CLEAN)
    first, again = looked(live, CLEAN.replace('"/waiting"', '"/elsewhere"'), second)
    assert "duplicate-route" not in {rule for rule, _ in told(first)}
    assert told(first) == told(again)


@pytest.mark.parametrize("reach", ["near", "whole"])
def test_a_look_that_nobody_waits_for_any_more_ends_wherever_it_is(live: Live, reach: str) -> None:
    more = (f"\n\n@router.get('/{n}')\nasync def read_{n}() -> int:\n    return wait()\n" for n in range(4))
    text = CLEAN + "".join(more)

    def asked(most: int) -> int:
        calls = []

        def go_on() -> None:
            calls.append(1)
            if len(calls) == most:
                raise Superseded

        if reach == "near":
            live.near(PATH, {PATH: text}, go_on)
        else:
            live.whole({PATH}, {PATH: text}, go_on)
        return len(calls)

    _, before = looked(live, CLEAN)
    every = asked(0)
    for most in {1, 2, every // 3, every // 2, every}:
        with pytest.raises(Superseded):
            asked(most)
    _, after = looked(live, CLEAN)
    assert told(before) == told(after)
    assert every > 100


def test_projects_that_were_judged_are_let_go(live: Live) -> None:
    first, second = looked(live, CLEAN)
    known = [weakref.ref(look.analysis.scanned.project) for look in (first, second)]
    del first, second
    gc.collect()
    assert [reference() for reference in known] == [None, None]
