"""Sets and removes arguments of a call, line breaks, trailing commas and comments kept."""

from __future__ import annotations

import libcst as cst

from fastapi_lint.fixes.parts.comments import bare, has_comment, merged

_NO_SPACE = cst.SimpleWhitespace("")
_NO_SPACES = cst.AssignEqual(_NO_SPACE, _NO_SPACE)


def keyword_index(call: cst.Call, name: str) -> int | None:
    """The position of the argument given by this keyword."""
    return next((i for i, a in enumerate(call.args) if a.keyword is not None and a.keyword.value == name), None)


def has_star(call: cst.Call) -> bool:
    """Whether `*args` or `**kwargs` pass what is not written."""
    return any(a.star for a in call.args)


def with_keyword(call: cst.Call, name: str, value: cst.BaseExpression) -> cst.Call | None:
    """The call with this keyword set; None when `**` may give it already or a comment would be lost."""
    index = keyword_index(call, name)
    if index is not None:
        old = call.args[index]
        return None if has_comment(old.value) else _replaced(call, index, old.with_changes(value=value))
    new = cst.Arg(value, cst.Name(name), equal=_NO_SPACES)
    if not call.args:
        comment = has_comment(call.whitespace_before_args)
        return None if comment else call.with_changes(args=[new], whitespace_before_args=_NO_SPACE)
    last = call.args[-1]
    alone = isinstance(last.value, cst.GeneratorExp) and not last.value.lpar
    return None if alone or any(a.star == "**" for a in call.args) else _appended(call, new)


def _appended(call: cst.Call, new: cst.Arg) -> cst.Call | None:
    last = call.args[-1]
    trailing = last.comma if isinstance(last.comma, cst.Comma) else None
    closing = trailing.whitespace_after if trailing is not None else last.whitespace_after_arg
    gap = bare(_before(call, len(call.args) - 1))
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        gap = cst.SimpleWhitespace(" ")
    if has_comment(closing):
        if not isinstance(gap, cst.ParenthesizedWhitespace) or not isinstance(closing, cst.ParenthesizedWhitespace):
            return None
        gap = closing.with_changes(last_line=gap.last_line)
        closing = bare(closing)
    if trailing is not None:
        last = last.with_changes(comma=trailing.with_changes(whitespace_after=gap))
        new = new.with_changes(comma=cst.Comma(whitespace_after=closing))
    else:
        last = last.with_changes(comma=cst.Comma(whitespace_after=gap), whitespace_after_arg=_NO_SPACE)
        new = new.with_changes(whitespace_after_arg=closing)
    return call.with_changes(args=[*call.args[:-1], last, new])


def without_argument(call: cst.Call, index: int) -> cst.Call:
    """The call without one argument; comments beside it stay, comments inside its value do not."""
    args = list(call.args)
    gone = args.pop(index)
    trailing = gone.comma if isinstance(gone.comma, cst.Comma) else None
    before = _before(call, index)
    after = trailing.whitespace_after if trailing is not None else gone.whitespace_after_arg
    space = merged(before, after, last=index == len(args))
    if not args:
        return call.with_changes(args=[], whitespace_before_args=space if has_comment(space) else _NO_SPACE)
    if index == 0:
        return call.with_changes(args=args, whitespace_before_args=space)
    previous = args[index - 1]
    if index == len(args) and trailing is None and not has_comment(space):
        args[index - 1] = previous.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=space)
    else:
        args[index - 1] = previous.with_changes(comma=cst.Comma(whitespace_after=space))
    return call.with_changes(args=args)


def _before(call: cst.Call, index: int) -> cst.BaseParenthesizableWhitespace:
    """The white space in front of an argument."""
    if index == 0:
        return call.whitespace_before_args
    comma = call.args[index - 1].comma
    return comma.whitespace_after if isinstance(comma, cst.Comma) else _NO_SPACE


def _replaced(call: cst.Call, index: int, arg: cst.Arg) -> cst.Call:
    return call.with_changes(args=[*call.args[:index], arg, *call.args[index + 1 :]])
