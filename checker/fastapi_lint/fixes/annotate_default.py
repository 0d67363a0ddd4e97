"""Moves the marker in the anchored parameter's default into its annotation.

`db: Session = Depends(get_db)` -> `db: Annotated[Session, Depends(get_db)]`;
`q: int = Query(5, ge=1)` -> `q: Annotated[int, Query(ge=1)] = 5`.
`marker` says what the default calls (`Query`) where the file calls it by another name, `typing` where `Annotated`
comes from.
"""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.arguments import has_star, keyword_index, without_argument
from fastapi_lint.fixes.parts.code import last_name, names_in
from fastapi_lint.fixes.parts.comments import has_comment
from fastapi_lint.fixes.parts.site import Site

LEVEL = cst.Parameters

_DEPENDS = frozenset({"Depends", "Security"})
_FIELDS = frozenset({"Query", "Path", "Body", "Header", "Cookie", "Form", "File"})
_GROUPS = ("posonly_params", "params", "kwonly_params")


def apply(site: Site, updated: cst.Parameters) -> cst.Parameters | None:
    """Refuses without an annotation, with a quoted one, and where the signature would become invalid."""
    anchored = cst.ensure_type(site.anchored, cst.Param)
    for group in _GROUPS:
        params = list(getattr(updated, group))
        for index, param in enumerate(params):
            if param.name.value == anchored.name.value:
                changed = _annotated(site, param)
                if changed is None or (changed.default is None and not _may_be_required(updated, group, index)):
                    return None
                params[index] = changed
                return updated.with_changes(**{group: params})
    return None


def _may_be_required(parameters: cst.Parameters, group: str, index: int) -> bool:
    """Whether no positional parameter before this one has a default."""
    if group == "kwonly_params":
        return True
    earlier = [*parameters.posonly_params, *parameters.params]
    position = index + (len(parameters.posonly_params) if group == "params" else 0)
    return all(p.default is None for p in earlier[:position])


def _annotated(site: Site, param: cst.Param) -> cst.Param | None:
    call = param.default
    if not isinstance(call, cst.Call) or param.annotation is None or not _can_move(site, param.annotation, call):
        return None
    marker = site.args.get("marker") or last_name(call.func)
    if marker in _DEPENDS:
        moved, default = call, None
    elif marker in _FIELDS and not has_star(call):
        split = _split(call)
        if split is None:
            return None
        moved, default = split
    else:
        return None
    local = site.use(f"{site.args.get('typing', 'typing')}.Annotated")
    if local is None:
        return None
    annotation = param.annotation.with_changes(annotation=_subscript(local, param.annotation.annotation, moved))
    equal = param.equal if default is not None else cst.MaybeSentinel.DEFAULT
    return param.with_changes(annotation=annotation, default=default, equal=equal)


def _can_move(site: Site, annotation: cst.Annotation, call: cst.Call) -> bool:
    """A postponed annotation is evaluated in the module, where names of functions and classes around are unknown."""
    written = annotation.annotation
    quoted = isinstance(written, cst.SimpleString | cst.ConcatenatedString)
    annotated = isinstance(written, cst.Subscript) and last_name(written.value) == "Annotated"
    names = {*names_in(call), *names_in(written)}
    return not quoted and not annotated and not (site.postponed and any(site.is_local(n) for n in names))


def _split(call: cst.Call) -> tuple[cst.Call, cst.BaseExpression | None] | None:
    """The marker without its default, and the default; None where they cannot be told apart."""
    positional = [i for i, a in enumerate(call.args) if a.keyword is None]
    index = positional[0] if positional else keyword_index(call, "default")
    if len(positional) > 1:
        return None
    if index is None:
        return call, None
    default = call.args[index].value
    required = isinstance(default, cst.Ellipsis) or last_name(default) in {"PydanticUndefined", "Undefined"}
    if required and has_comment(default):
        return None
    return without_argument(call, index), None if required else default


def _subscript(annotated: str, written: cst.BaseExpression, marker: cst.Call) -> cst.Subscript:
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    elements = [cst.SubscriptElement(cst.Index(written), comma=comma), cst.SubscriptElement(cst.Index(marker))]
    return cst.Subscript(cst.parse_expression(annotated), elements)
