"""Runs the checker on one checkout as a user without a configuration would."""

from __future__ import annotations

from benchmarks.projects import Checkout
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.config import Config


def check(checkout: Checkout) -> Checked:
    """The whole outcome; nothing is read from or written to a cache of the project."""
    return check_project(Request(paths=(checkout.folder,), no_cache=True, settings=Config(root=checkout.folder)))
