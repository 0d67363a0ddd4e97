"""Rewrites pydantic 1's `class Config:` as `model_config = ConfigDict(…)`, with the new names of its settings.

The anchor is the model or its `Config`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from fastapi_lint.fixes.parts.code import last_name, names_in
from fastapi_lint.fixes.parts.config_keys import SETTINGS, new_name
from fastapi_lint.fixes.parts.layout import call_on_lines, call_on_one_line
from fastapi_lint.fixes.parts.model_body import binds, bound_names
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.ClassDef

_LINE_LENGTH = 88


def apply(site: Site, updated: cst.ClassDef) -> cst.CSTNode | None:
    """Refuses bases, methods, docstrings, settings without a successor, and values that name other members."""
    if updated.name.value == "Config":
        model = next((n for n in site.ancestors if isinstance(n, cst.ClassDef)), None)
        return _line(site, updated, model) if model is not None else None
    config = next((s for s in updated.body.body if isinstance(s, cst.ClassDef) and s.name.value == "Config"), None)
    line = _line(site, config, updated) if config is not None else None
    return updated.deep_replace(config, line) if config is not None and line is not None else None


def _line(site: Site, config: cst.ClassDef, model: cst.ClassDef) -> cst.SimpleStatementLine | None:
    body = config.body
    if config.bases or config.keywords or config.decorators or not isinstance(body, cst.IndentedBlock):
        return None
    if binds(model, "model_config") or any(line.comment for line in body.footer):
        return None
    settings = [_setting(line) for line in body.body]
    args = [s for s in settings if s is not None]
    taken = bound_names(config) | bound_names(model)
    if len(args) != len(settings) or any(names_in(a.value) & taken for _, a in args):
        return None
    call = _call(site, config, args)
    if call is None:
        return None
    for _, a in args:
        if isinstance(a.value, cst.SimpleString):
            site.free("Extra")
    assign = cst.Assign([cst.AssignTarget(cst.Name("model_config"))], call)
    return cst.SimpleStatementLine([assign], leading_lines=config.leading_lines)


def _call(site: Site, config: cst.ClassDef, args: Sequence[tuple[cst.SimpleStatementLine, cst.Arg]]) -> cst.Call | None:
    body = cst.ensure_type(config.body, cst.IndentedBlock)
    names = {a.keyword.value for _, a in args if a.keyword is not None}
    local = site.use("pydantic_settings.SettingsConfigDict" if names & SETTINGS else "pydantic.ConfigDict")
    if local is None or not args or len(names) != len(args):
        return None
    callee = cst.parse_expression(local)
    short = call_on_one_line(callee, [a for _, a in args])
    commented = any(next(_comments(line), None) for line, _ in args) or body.header.comment is not None
    code = cst.Module([]).code_for_node(short)
    if not commented and "\n" not in code and len(f"    model_config = {code}") <= _LINE_LENGTH:
        return short
    return call_on_lines(callee, args, body.indent or site.indent, body.header)


def _setting(line: cst.CSTNode) -> tuple[cst.SimpleStatementLine, cst.Arg] | None:
    if not isinstance(line, cst.SimpleStatementLine):
        return None
    value: cst.BaseExpression | None
    match line.body:
        case [cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=old))], value=value)]:
            pass
        case [cst.AnnAssign(target=cst.Name(value=old), value=value)]:
            pass
        case _:
            return None
    name = "frozen" if old == "allow_mutation" else new_name(old)
    value = _opposite(value) if old == "allow_mutation" else _modern(value)
    bare_tuple = isinstance(value, cst.Tuple) and not value.lpar
    return (line, cst.Arg(value, cst.Name(name))) if name and value is not None and not bare_tuple else None


def _opposite(value: cst.BaseExpression | None) -> cst.BaseExpression | None:
    swapped = {"True": "False", "False": "True"}.get(last_name(value)) if value is not None else None
    return cst.Name(swapped) if swapped else None


def _modern(value: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """`Extra.forbid` is the string "forbid" now."""
    match value:
        case cst.Attribute(value=cst.Name(value="Extra"), attr=cst.Name(value=name)):
            return cst.SimpleString(f'"{name}"')
    return value


def _comments(line: cst.SimpleStatementLine) -> Iterator[cst.Comment]:
    yield from (lead.comment for lead in line.leading_lines if lead.comment)
    if line.trailing_whitespace.comment:
        yield line.trailing_whitespace.comment
