"""How text from code that nobody trusts is made safe to show."""

from __future__ import annotations

import re

from fastapi_lint.model.location import Location

# Build servers run `##name[…]` wherever it stands in a log.
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")


def visible(text: str) -> str:
    """`text` on one line with nothing hidden in it: control, bidi and other unprintable characters become escapes."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    return _LOG_COMMAND.sub(r"#\\x23", text)


def visible_lines(text: str) -> str:
    """`text` with its line breaks kept and every line made visible."""
    return "\n".join(visible(line) for line in text.splitlines())


def prose(text: str) -> str:
    """A text of the rulebook without the line breaks of its YAML."""
    return visible(" ".join(text.split()))


def subject(at: Location) -> str:
    """The file; without one, the operation or the pointer."""
    name = visible(at.path or at.operation or at.pointer or "project")
    # A line that begins with `::` is a command to GitHub's runner.
    return f"./{name}" if name.lstrip().startswith("::") else name


def place(at: Location) -> str:
    """`path:line:column`, as far as it is known."""
    numbers = (at.line, at.column) if at.line else ()
    return ":".join([subject(at), *(str(number) for number in numbers if number)])
