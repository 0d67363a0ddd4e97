"""The functions on the way that leads to a finding, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.facts.code import Function
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.location import Location
from fastapi_lint.source.scan import find_places


def way_to(analysis: Analysis, found: Diagnostic) -> Iterator[tuple[str, Location]]:
    """(name, place) of each step that is a function of the project; a name that several have is left out."""
    if len(found.chain) < 2:
        return
    named: dict[str, list[Function]] = {step: [] for step in found.chain}
    for function in analysis.scanned.project.functions.values():
        name = function.qualname.replace(".<locals>", "")
        for step in {name, name.removesuffix(".__init__"), function.name}:
            if step in named:
                named[step].append(function)
    known = {step: functions[0].at for step, functions in named.items() if len(functions) == 1}
    places = find_places(analysis.scanned, set(known.values()))
    for step in found.chain:
        if step in known and known[step] in places:
            yield step, places[known[step]]
