"""HTML that is safe by construction: text is escaped wherever it enters, and only this module makes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from fastapi_lint.reporters.visible import prose, visible

_CODE = re.compile(r"`([^`]+)`")
_LONG = re.compile(r"[^\s/]{240,}")
_KEPT = 80
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child: TypeAlias = str | Iterable["Child"]
Value: TypeAlias = str | float | bool | None


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element. `class_` and `for_` lose their underscore, others become dashes; None and False leave it out."""
    told = "".join(_attribute(*pair) for pair in attributes.items())
    return Markup(f"<{name}{told}>{markup(children)}</{name}>")


def void(name: str, /, **attributes: Value) -> Markup:
    """An element that has no content, such as `input`."""
    return Markup(tag(name, **attributes).removesuffix(f"</{name}>"))


def markup(child: Child) -> Markup:
    """Children one after another; whatever is no markup yet is made visible and escaped."""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return Markup(escape(visible(child), quote=True))
    return Markup("".join(map(markup, child)))


def words(text: str) -> Markup:
    """A sentence of the report: what stands in backticks is code, and endless names lose their middle."""
    parts = _CODE.split(shortened(text))
    return markup([tag("code", part) if place % 2 else part for place, part in enumerate(parts)])


def sentence(text: str) -> str:
    """A text of the rulebook as a line of its own."""
    text = prose(text)
    return text[:1].upper() + text[1:]


def shortened(text: str) -> str:
    """`text` with its endless words cut: both ends stay, and how much is gone."""
    return _LONG.sub(_cut, text)


def link(url: str, *children: Child, **attributes: Value) -> Markup:
    """A link into the web; the bare text for any other scheme."""
    if not _WEB.fullmatch(url):
        return markup(children)
    return tag("a", *children, href=url, rel="noopener noreferrer", **attributes)


def _cut(found: re.Match[str]) -> str:
    word = found[0]
    return f"{word[:_KEPT]}… {len(word) - 2 * _KEPT:,} more characters …{word[-_KEPT:]}"


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)), quote=True)}"'
