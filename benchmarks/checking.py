"""Runs the checker on one checkout as a user would who has configured no more than a profile."""

from __future__ import annotations

from benchmarks.projects import Checkout
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.config import Config


def check(checkout: Checkout, profile: str = "recommended") -> Checked:
    """The whole outcome; nothing is read from or written to a cache of the project."""
    settings = Config(root=checkout.folder, profile=profile)
    return check_project(Request(paths=(checkout.folder,), no_cache=True, settings=settings))
