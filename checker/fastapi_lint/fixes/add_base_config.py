"""Sets a setting of the anchored pydantic model: `name` (`from_attributes`) and `value` (`True`) in `model_config`."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import keyword_index, with_keyword
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.model_body import binds, targets, with_first_line
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.ClassDef


def apply(site: Site, updated: cst.ClassDef) -> cst.ClassDef | None:
    """Extends `model_config`, or adds it; refuses beside `class Config`, or when it is set to something else."""
    name = site.args.get("name", "from_attributes")
    value = cst.parse_expression(site.args.get("value", "True"))
    if binds(updated, "Config"):
        return None
    if binds(updated, "model_config"):
        return _extended(updated, name, value)
    local = site.use("pydantic.ConfigDict")
    if local is None:
        return None
    call = with_keyword(cst.Call(cst.parse_expression(local)), name, value)
    if call is None:
        return None
    assign = cst.Assign([cst.AssignTarget(cst.Name("model_config"))], call)
    return with_first_line(updated, cst.SimpleStatementLine([assign]))


def _extended(class_: cst.ClassDef, name: str, value: cst.BaseExpression) -> cst.ClassDef | None:
    for statement in class_.body.body:
        for small in getattr(statement, "body", ()) if isinstance(statement, cst.SimpleStatementLine) else ():
            if any(isinstance(t, cst.Name) and t.value == "model_config" for t in targets(small)):
                settings = _with_setting(small.value, name, value)
                if settings is None:
                    return None
                changed = small.with_changes(value=settings)
                return cst.ensure_type(class_.deep_replace(small, changed), cst.ClassDef)
    return None


def _with_setting(
    settings: cst.BaseExpression | None, name: str, value: cst.BaseExpression
) -> cst.BaseExpression | None:
    if isinstance(settings, cst.Call):
        index = keyword_index(settings, name)
        if index is not None and settings.args[index].value.deep_equals(value):
            return None
        return None if any(a.keyword is None for a in settings.args) else with_keyword(settings, name, value)
    if isinstance(settings, cst.Dict):
        return _with_item(settings, name, value)
    return None


def _with_item(settings: cst.Dict, name: str, value: cst.BaseExpression) -> cst.Dict | None:
    """A dict display gets the item in front, laid out as its first one; refused when it may have it already."""
    for element in settings.elements:
        key = element.key if isinstance(element, cst.DictElement) else None
        if not isinstance(key, cst.SimpleString) or key.evaluated_value == name:
            return None
    new = cst.DictElement(cst.SimpleString(f'"{name}"'), value)
    if not settings.elements:
        return None if has_comment(settings) else settings.with_changes(elements=[new])
    gap = settings.lbrace.whitespace_after
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        gap = cst.SimpleWhitespace(" ")
    elif has_comment(gap):
        gap = gap.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    return settings.with_changes(elements=[new.with_changes(comma=cst.Comma(whitespace_after=gap)), *settings.elements])
