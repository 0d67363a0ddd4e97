"""What is said below the message of a finding."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Fix, Safety
from fastapi_lint.reporters.visible import prose, visible

_FEW = 5


def details(diagnostic: Diagnostic, *, arrow: str = " -> ") -> list[tuple[str, str]]:
    """Labelled lines, none of them empty: the end in the API, what to write, the way there, the fix."""
    at = diagnostic.location
    both_ends = " ".join(visible(part) for part in (at.operation, at.pointer) if part and at.path)
    lines = [
        ("for", both_ends),
        ("also", _first_few([visible(operation) for operation in diagnostic.also])),
        ("instead", prose(diagnostic.instead)),
        ("through", arrow.join(visible(step) for step in diagnostic.chain)),
        ("fix", applied_by(diagnostic.fix) if diagnostic.fix else ""),
        *(("repeat", visible(line)) for line in diagnostic.repeat if line not in diagnostic.message),
        ("again", f"`fastapi-lint contract --replay {diagnostic.fingerprint[:8]}`" if is_called(diagnostic) else ""),
    ]
    return [(label, text) for label, text in lines if text]


def is_called(diagnostic: Diagnostic) -> bool:
    """Whether a call shows it; a look at the document repeats itself."""
    looks = ("curl -s ", "jq ", "fastapi-lint ")
    return any(not line.startswith(looks) for line in diagnostic.repeat)


def shared(texts: Sequence[str]) -> str:
    """The text that all have in common, or nothing."""
    return texts[0] if len(set(texts)) == 1 else ""


def _first_few(names: list[str]) -> str:
    """The first few, and how many more there are."""
    return ", ".join([*names[:_FEW], *([f"and {len(names) - _FEW} more"] if len(names) > _FEW else [])])


def applied_by(fix: Fix) -> str:
    """Which option of the command line makes the change."""
    return "safe, applied by `--fix`" if fix.safety is Safety.SAFE else "unsafe, applied by `--unsafe-fixes`"
