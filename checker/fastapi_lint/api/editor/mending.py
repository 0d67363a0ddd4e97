"""Fixes as edits of a text that is open in an editor; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.editor.live import Live
from fastapi_lint.api.editor.looks import Look, told
from fastapi_lint.api.repair import edits_of, repair
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit


def fix_of(look: Look, found: Diagnostic) -> tuple[Edit, ...]:
    """The edits that mend one of the findings that a look shows; none when there is no fix, or it is refused."""
    return edits_of(look.analysis, found)


def all_safe_fixes(live: Live, look: Look, texts: Mapping[str, str], baseline: Path | None) -> tuple[Edit, ...]:
    """The edits that mend everything in a file that can be mended without changing behaviour."""
    from fastapi_lint.engine.fixing.edits import edits_between

    def again(changed: Mapping[str, str] | None) -> Analysis:
        now = {**texts, **(changed or {})}
        analysis = live.mendable(look.path, now)
        found = tuple(told(live, analysis, look.path, _in(look.path, analysis), baseline))
        return replace(analysis, diagnostics=found, delegated={})

    delegated = {d: fix for d, fix in look.analysis.delegated.items() if d in look.shown}
    start = replace(look.analysis, diagnostics=tuple(look.shown), delegated=delegated)
    repaired = repair(start, again, unsafe=False, write=False, wanted=lambda found, _: _in(look.path, found))
    text = repaired.texts.get(look.path)
    return tuple(edits_between(look.text, text)) if text is not None else ()


def _in(path: str, analysis: Analysis) -> list[Diagnostic]:
    return [d for d in analysis.diagnostics if d.location.path == path]
