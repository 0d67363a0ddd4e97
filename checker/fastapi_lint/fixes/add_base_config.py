"""Sets a setting of the anchored pydantic model: `name` (`from_attributes`) and `value` (`True`) in `model_config`."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import keyword_index, with_keyword
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.layout import call_on_one_line
from fastapi_lint.fixes.parts.model_body import binds, targets, with_first_line
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.ClassDef


def apply(site: Site, updated: cst.ClassDef) -> cst.ClassDef | None:
    """Extends `model_config`, or adds it; refuses beside `class Config`, or when it is set to something else."""
    name = site.args.get("name", "from_attributes")
    value = cst.parse_expression(site.args.get("value", "True"))
    if binds(updated, "Config"):
        return None
    if (settings := _settings(updated)) is not None:
        return _extended(updated, settings, name, value)
    local = site.use("pydantic.ConfigDict")
    if local is None:
        return None
    call = call_on_one_line(cst.parse_expression(local), [cst.Arg(value, cst.Name(name))])
    assign = cst.Assign([cst.AssignTarget(cst.Name("model_config"))], call)
    return with_first_line(updated, cst.SimpleStatementLine([assign]))


def _settings(class_: cst.ClassDef) -> cst.Assign | cst.AnnAssign | None:
    for statement in class_.body.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            names = [t.value for t in targets(small) if isinstance(t, cst.Name)]
            if isinstance(small, cst.Assign | cst.AnnAssign) and "model_config" in names:
                return small
    return None


def _extended(
    class_: cst.ClassDef, settings: cst.Assign | cst.AnnAssign, name: str, value: cst.BaseExpression
) -> cst.ClassDef | None:
    changed = _with_setting(settings.value, name, value)
    if changed is None:
        return None
    return cst.ensure_type(class_.deep_replace(settings, settings.with_changes(value=changed)), cst.ClassDef)


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
