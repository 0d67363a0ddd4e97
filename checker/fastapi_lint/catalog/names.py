"""How rules, categories and parameters may be called."""

from __future__ import annotations

import re

RULE_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+){1,4}$"
CATEGORY_ID = r"^[a-z][a-z0-9_]*$"
LONGEST_RULE_ID = 40
PARAM_NAME = r"^[a-z][a-z0-9_]*$"
_BANNED_STARTS = (
    *("avoid-", "do-not-", "prefer-", "consider-", "use-", "uses-", "rewrite-"),
    *("no-", "require-", "should-"),
)
_BANNED_ENDS = ("-used",)


def rule_id_problem(name: str) -> str:
    """What is wrong with a rule id, or "". An id names the defect, so that "ignore it" reads well."""
    if not re.fullmatch(RULE_ID, name):
        return f"`{name}` must be 2 to 5 lowercase words joined by hyphens"
    if len(name) > LONGEST_RULE_ID:
        return f"`{name}` has {len(name)} characters, {LONGEST_RULE_ID} are allowed"
    if start := next((s for s in _BANNED_STARTS if name.startswith(s)), ""):
        return f"`{name}` starts with `{start}`: an id names the defect, not the advice"
    if end := next((e for e in _BANNED_ENDS if name.endswith(e)), ""):
        return f"`{name}` ends with `{end}`: an id names the defect, not the advice"
    return ""
