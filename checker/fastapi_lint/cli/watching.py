"""`fastapi-lint check --watch`: checks again whenever a file that decided the answer changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fastapi_lint.model.errors import FastapiLintError, UsageError

if TYPE_CHECKING:
    from fastapi_lint.api.request import Checked

_PAUSE = 0.3
"""Seconds between two looks at the files; an eye does not notice less."""

_ELSEWHERE = ("stdin_filename", "no_cache", "changed_since", "history", "reports", "diff", "statistics")
"""Options whose answer is no list of findings on a terminal, or is not decided by files alone."""


def require_watchable(options: Mapping[str, Any], output_file: Path | None) -> None:
    """UsageError for an option that cannot be watched."""
    if output_file is not None:
        raise UsageError("--watch shows findings as files change; leave --output-file out.")
    for name in _ELSEWHERE:
        if options[name]:
            raise UsageError(f"--watch shows findings as files change; leave --{name.replace('_', '-')} out.")


def watch(check: Callable[[], Checked], show: Callable[[Checked], None]) -> None:
    """Checks and shows until it is interrupted. A project that is broken for a moment is told so, and waited for."""
    from fastapi_lint.engine.replay import states_of

    inputs: tuple[str, ...] = ()
    while True:
        try:
            checked = check()
            inputs = checked.inputs
            before = states_of(inputs)
            if sys.stdout.isatty():
                click.clear()
            show(checked)
        except FastapiLintError as error:
            if not inputs:
                raise
            before = states_of(inputs)
            click.echo(f"fastapi-lint: {error}", err=True)
        while states_of(inputs) == before:
            time.sleep(_PAUSE)
