"""Values that a sentence gives for the parameters of a rule: a number, a version, one of several words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import Param, Rule

_NUMBER = re.compile(r"(?<![\w.])\d[\d_,]*(?:\.\d+)?(?![\w.]*\.\d)")
_VERSION = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")


def values(rule: Rule, sentence: str) -> Iterator[tuple[str, ParamValue]]:
    """(parameter, value) where the sentence says another value than the rule's, and can mean no other parameter."""
    numeric = [name for name, param in rule.params.items() if param.type in {"int", "float"}]
    for name, param in rule.params.items():
        value = _value(param, sentence, is_alone=len(numeric) == 1)
        if value is not None and value != param.value:
            yield name, value


def _value(param: Param, sentence: str, *, is_alone: bool) -> ParamValue | None:
    if param.type in {"int", "float"} and is_alone:
        found = {number.replace("_", "").replace(",", "") for number in _NUMBER.findall(sentence)}
        if len(found) == 1:
            number = float(found.pop())
            return number if param.type == "float" else int(number) if number.is_integer() else None
    if param.choices:
        named = [choice for choice in param.choices if re.search(rf"\b{re.escape(choice)}\b", sentence, re.IGNORECASE)]
        return named[0] if len(named) == 1 else None
    if param.type == "str" and isinstance(param.value, str) and _VERSION.fullmatch(param.value):
        versions = set(_VERSION.findall(sentence))
        return versions.pop() if len(versions) == 1 else None
    return None
