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
    """The address of the first finding with a fingerprint."""
    return f"finding-{_plain(fingerprint)}"


def rule_anchor(rule: str) -> str:
    """The address of a rule's words and findings."""
    return f"rule-{_plain(rule)}"


def statement_anchor(sid: str) -> str:
    """The address of a statement."""
    return f"statement-{sid}"


def by_fingerprint(diagnostics: Iterable[Diagnostic]) -> Mapping[str, Diagnostic]:
    """The first finding of each fingerprint."""
    found: dict[str, Diagnostic] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.fingerprint, diagnostic)
    return found


def _plain(name: str) -> str:
    """A report from elsewhere may hold any text as a name; what would be no address is known by its hash."""
    return name if _PLAIN.fullmatch(name) else sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
