"""An item that is added to a list of a YAML file, everything else in it byte for byte, comments included."""

from __future__ import annotations

from typing import Any

from fastapi_lint.views.agents.managed import newline_of


def with_item(text: str, key: str, item: str) -> str | None:
    """The text with a list item under a key at its top; None when it cannot be put there without touching the rest.

    `item` is YAML that begins with `- ` and is indented by two; a key that is absent is added at the end.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        before = yaml.safe_load(text)
        added = yaml.safe_load(item)
    except yaml.YAMLError:
        return None
    after = _placed(text, root, key, item)
    if after is None:
        return None
    known = before if isinstance(before, dict) else {}
    try:
        parsed = yaml.safe_load(after)
    except yaml.YAMLError:
        return None
    return after if parsed == {**known, key: [*(known.get(key) or []), *added]} else None


def at_key(text: str, key: str) -> object:
    """The value of a key at the top of a document, None when there is none or the text is no YAML."""
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    return data.get(key) if isinstance(data, dict) else None


def _placed(text: str, root: Any, key: str, item: str) -> str | None:
    import yaml

    newline = newline_of(text)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    if not isinstance(root, yaml.MappingNode | None):
        return None
    listed = next((value for name, value in root.value if name.value == key), None) if root is not None else None
    if listed is None:
        return "".join([*lines, f"{key}:{newline}", _indented(item, 2, newline)])
    is_list = isinstance(listed, yaml.SequenceNode)
    if is_list and listed.value and not listed.flow_style:
        indent = listed.start_mark.column
        at = _end(lines, listed.value[-1].start_mark.line, indent)
        return "".join([*lines[:at], _indented(item, indent, newline), *lines[at:]])
    is_nothing = listed.tag == "tag:yaml.org,2002:null" or (is_list and not listed.value)
    return _in_place_of_nothing(lines, listed, item, newline) if is_nothing else None


def _in_place_of_nothing(lines: list[str], listed: Any, item: str, newline: str) -> str:
    """`repos: []` and `repos:` become lists; what stands behind them on the line stays."""
    start, end = listed.start_mark, listed.end_mark
    line = lines[start.line]
    lines[start.line] = line[: start.column].rstrip() + line[end.column :] if start.line == end.line else line
    return "".join([*lines[: start.line + 1], _indented(item, 2, newline), *lines[start.line + 1 :]])


def _end(lines: list[str], start: int, indent: int) -> int:
    """The line behind an item that begins at a line: with its own comments, without those of what follows."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        content = lines[number].strip()
        if not content:
            continue
        margin = len(lines[number]) - len(lines[number].lstrip())
        if margin <= indent:
            break
        end = number + 1
    return end


def _indented(item: str, indent: int, newline: str) -> str:
    return "".join(f"{' ' * indent}{line}{newline}" if line else newline for line in item.splitlines())
