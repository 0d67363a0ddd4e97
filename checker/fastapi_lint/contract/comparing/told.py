"""How a comparison tells what it finds."""

from __future__ import annotations

from typing import TypeAlias

BREAKING, RISKY = "breaking", "risky"
Told: TypeAlias = tuple[str, str, str, str, str]
"""(kind, level, subject, old, new)"""
