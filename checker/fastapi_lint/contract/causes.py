"""Which failures of a service have one cause, so that a reader is told of it once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.finding import Finding

_FAILED = 500
_NUMBER = re.compile(r"\[\d+\]")


def causes(fact: object) -> Iterator[Hashable]:
    """Two failures that share one of these have one cause: the same line of the project, or the same odd value.

    Exceptions of one type that one line raised are taken together when the project's own line is the same, or when the
    same field leads there, by its name, as with a parameter that many operations share. A change of a named schema is
    one change, however many operations have the schema.
    """
    if isinstance(fact, Change) and fact.shared:
        yield fact.kind, fact.shared, fact.old, fact.new
    if not isinstance(fact, Exchange):
        return
    if fact.error is None and fact.note and fact.status >= _FAILED and fact.response is not None:
        yield fact.status, fact.note, fact.response.body  # the service has caught it and says the same of it
    if fact.error is None or not fact.error.deepest:
        return
    error = fact.error
    if error.function:  # a line of the project's own
        yield error.type, error.deepest, error.at.path, error.at.line
    if fact.note:
        yield error.type, error.deepest, fact.note.partition(": ")[0]


def likeness(told: Diagnostic, finding: Finding) -> Hashable:
    """Two findings that share it say the same: they differ in the `value` that shows it, or in a place in a list."""
    if "value" not in finding.values:
        return told.sort_key
    said = {name: _NUMBER.sub("[]", text) for name, text in finding.values.items() if name != "value"}
    return told.rule, told.location, tuple(sorted(said.items()))
