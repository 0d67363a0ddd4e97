"""Rewrites the anchored pydantic 1 decorator `@validator("x", pre=True)` as `@field_validator("x", mode="before")`.

The method becomes a `@classmethod`, which pydantic 2 asks for.
"""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import has_star, keyword_index, without_argument
from fastapi_lint.fixes.parts.code import last_name
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.decorators import decorator_index
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.FunctionDef

_KNOWN = frozenset({"pre", "allow_reuse", "check_fields"})
_BESIDE = frozenset({"validator", "field_validator", "classmethod"})


def apply(site: Site, updated: cst.FunctionDef) -> cst.FunctionDef | None:
    """Refuses `always`, `each_item`, validators that take `values`, and other decorators in between."""
    index = decorator_index(updated, site.anchored)
    if index is None or not _takes_one_value(updated.params) or not _names(updated) <= _BESIDE:
        return None
    call = updated.decorators[index].decorator
    if not isinstance(call, cst.Call) or (renamed := _renamed(site, call.func)) is None:
        return None
    converted = _converted(call)
    if converted is None:
        return None
    decorators = list(updated.decorators)
    decorators[index] = decorators[index].with_changes(decorator=converted.with_changes(func=renamed))
    if "classmethod" not in _names(updated):
        decorators.append(cst.Decorator(cst.Name("classmethod")))
    return updated.with_changes(decorators=decorators)


def _names(function: cst.FunctionDef) -> frozenset[str]:
    called = [d.decorator.func if isinstance(d.decorator, cst.Call) else d.decorator for d in function.decorators]
    return frozenset(last_name(c) for c in called)


def _takes_one_value(params: cst.Parameters) -> bool:
    """Whether the method is `(cls, value)`; pydantic 2 passes no `values`, `config` or `field`."""
    plain = [*params.posonly_params, *params.params]
    more = params.kwonly_params or isinstance(params.star_arg, cst.Param) or params.star_kwarg
    return len(plain) == 2 and not more and all(p.default is None for p in plain)


def _renamed(site: Site, func: cst.BaseExpression) -> cst.BaseExpression | None:
    if last_name(func) != "validator":
        return None
    if isinstance(func, cst.Attribute):
        return func.with_changes(attr=cst.Name("field_validator"))
    local = site.use("pydantic.field_validator")
    site.free("validator")
    return cst.parse_expression(local) if local is not None else None


def _converted(call: cst.Call) -> cst.Call | None:
    keywords = {a.keyword.value: a.value for a in call.args if a.keyword is not None}
    if has_star(call) or not call.args or call.args[0].keyword is not None or not keywords.keys() <= _KNOWN:
        return None
    if any(not _is_flag(value) for name, value in keywords.items() if name != "check_fields"):
        return None
    result: cst.Call | None = call
    index = keyword_index(call, "pre")
    if index is not None and last_name(keywords["pre"]) == "True":
        mode = call.args[index].with_changes(keyword=cst.Name("mode"), value=cst.SimpleString('"before"'))
        result = call.with_changes(args=[*call.args[:index], mode, *call.args[index + 1 :]])
    for name in ("pre", "allow_reuse"):
        if result is not None and (position := keyword_index(result, name)) is not None:
            result = without_argument(result, position)
    return result


def _is_flag(value: cst.BaseExpression) -> bool:
    return last_name(value) in {"True", "False"} and not has_comment(value)
