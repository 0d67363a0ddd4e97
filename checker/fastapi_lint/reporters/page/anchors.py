"""The addresses of findings inside a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from fastapi_lint.model.diagnostic import Diagnostic

_PLAIN = re.compile(r"[0-9A-Za-z-]{1,64}")


def anchors(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """`finding-FINGERPRINT` for each; of those with equal fingerprints, all but the first are numbered."""
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        name = first_anchor(diagnostic.fingerprint)
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def first_anchor(fingerprint: str) -> str:
    """The address of the first finding with a fingerprint; a report from elsewhere may hold any text as one."""
    is_plain = _PLAIN.fullmatch(fingerprint) is not None
    return f"finding-{fingerprint if is_plain else sha256(fingerprint.encode('utf-8', 'replace')).hexdigest()[:16]}"


def statement_anchor(sid: str) -> str:
    """The address of a statement."""
    return f"statement-{sid}"


def by_fingerprint(diagnostics: Iterable[Diagnostic]) -> Mapping[str, Diagnostic]:
    """The first finding of each fingerprint."""
    found: dict[str, Diagnostic] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.fingerprint, diagnostic)
    return found
