"""What a shell offers for values: the names that the rulebook has, and the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fastapi_lint.reporters.registry import FORMATS

if TYPE_CHECKING:
    from fastapi_lint.catalog.rule import Catalog


def rules(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Ids of rules, and categories; of names between commas, the last one."""
    before, comma, last = begun.rpartition(",")
    return [f"{before}{comma}{name}" for name in sorted(_book().names) if name.startswith(last)]


def profiles(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The names of profiles."""
    return [name for name in sorted(_book().profiles) if name.startswith(begun)]


def guidelines(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The names of guidelines."""
    return [name for name in sorted(_book().guidelines) if name.startswith(begun)]


def formats(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The formats of reports."""
    return [name for name in FORMATS if name.startswith(begun)]


def _book() -> Catalog:
    from fastapi_lint.catalog.compiled import catalog
    from fastapi_lint.catalog.home import cache_home

    return catalog(cache_home())
