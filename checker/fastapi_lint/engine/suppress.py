"""What `# fastapi-lint: ignore[rule-id] reason` takes out of a report, and which such comments are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from msgspec.structs import replace

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.facts.code import Suppression
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import nearest
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

_MARKER = "fastapi-lint:"
_EVERY_RULE = "any rule"
_DIRECTIVE = re.compile(
    r"#\s*fastapi-lint:\s*ignore(?P<file>-file)?(?![\w-])(?:\s*\[(?P<rules>[^\]]*)(?:\]|$))?",
)
_NEXT_DIRECTIVE = re.compile(
    r"#\s*(?:noqa|nosec|nosemgrep|NOSONAR|(?:type|pragma|pylint|fmt|ruff|mypy|pyright|ty|isort|fastapi-lint):)"
)
_PYTHON_LEXEME = re.compile(
    r"(?P<long>\"\"\"|''')(?>(?:\\.|(?!(?P=long)).)*)(?:(?P=long))?"
    r"|\"(?>(?:\\.|[^\"\\\n])*)\"?|'(?>(?:\\.|[^'\\\n])*)'?|(?P<comment>#[^\n]*)",
    re.DOTALL,
)
_PLAIN_LEXEME = re.compile(r"(?<![^\s=:,\[{(])(?:\"(?>(?:\\.|[^\"\\])*)\"|'[^']*+')|(?<!\S)(?P<comment>#.*)")


class Comment(Suppression):
    """A suppression in its file: its text ends before `end_column`, it covers what starts on `line` to `until`."""

    end_column: int = 0
    until: int = 0


class Kept(Record, eq=True):
    """The diagnostics to report, sorted, with those about the comments themselves; and the suppressed ones."""

    kept: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


class _Found(NamedTuple):
    """A comment in a text: line from 1, column from 0; `leading` when no code stands before it."""

    line: int
    column: int
    text: str
    leading: bool


def suppressions(text: str) -> tuple[Comment, ...]:
    """The suppressions of a Python file, in order; text that only looks like one inside a string is none.

    `ignore-file` counts for the whole file above the first statement, a docstring aside, and for its line elsewhere.
    """
    return _read(text, _python_comments)


def suppressions_in_lines(text: str, opening: str = "#") -> tuple[Comment, ...]:
    """The suppressions of a YAML, TOML, INI or Dockerfile text, or of one whose comments open with `//` or `<!--`."""
    if opening != "#":
        # There, `#` begins no comment: in Markdown it is a heading, or an example in a block of code.
        text = text.replace("#", " ").replace(opening, "#".ljust(len(opening))).replace("-->", "   ")
    return _read(text, _plain_comments)


def _read(text: str, comments: Callable[[str], Iterable[_Found]]) -> tuple[Comment, ...]:
    if _MARKER not in text:
        return ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return tuple(s for found in comments(text) if _MARKER in found.text for s in _directives(found, lines))


def _python_comments(text: str) -> list[_Found]:
    from tokenize import TokenError

    try:
        return list(_tokenized(text))
    except (TokenError, SyntaxError):
        return list(_scanned(text))


def _tokenized(text: str) -> Iterator[_Found]:
    import io
    from tokenize import COMMENT, ENCODING, NEWLINE, NL, STRING, generate_tokens

    leading = True
    for token in generate_tokens(io.StringIO(text).readline):
        if token.type == COMMENT:
            yield _Found(*token.start, token.string, leading)
        elif token.type not in (ENCODING, NEWLINE, NL, STRING):
            leading = False


def _scanned(text: str) -> Iterator[_Found]:
    """The comments of a text that is no Python to the tokenizer, template placeholders for instance."""
    end, line, line_start, leading = 0, 1, 0, True
    for lexeme in _PYTHON_LEXEME.finditer(text):
        leading = leading and not text[end : lexeme.start()].strip()
        line += text.count("\n", end, lexeme.start())
        line_start = text.rfind("\n", 0, lexeme.start()) + 1
        if lexeme["comment"]:
            yield _Found(line, lexeme.start() - line_start, lexeme["comment"], leading)
        line += text.count("\n", lexeme.start(), lexeme.end())
        end = lexeme.end()


def _plain_comments(text: str) -> Iterator[_Found]:
    leading = True
    for number, line in enumerate(text.split("\n"), 1):
        for lexeme in _PLAIN_LEXEME.finditer(line):
            if lexeme["comment"]:
                leading = leading and not line[: lexeme.start()].strip()
                yield _Found(number, lexeme.start(), lexeme["comment"], leading)
        content = line.strip()
        leading = leading and (not content or content.startswith(("#", "---")))


def _directives(found: _Found, lines: Sequence[str]) -> Iterator[Comment]:
    """One comment may hold several; an unclosed bracket makes a wrong name, never a blanket suppression."""
    own_line = not lines[found.line - 1][: found.column].strip()
    for match in _DIRECTIVE.finditer(found.text):
        listed = match["rules"]
        following = _NEXT_DIRECTIVE.search(found.text, match.end())
        end = following.start() if following else len(found.text)
        yield Comment(
            line=found.line,
            column=found.column + match.start() + 1,
            rules=() if listed is None else tuple(dict.fromkeys(name.strip() for name in listed.split(","))),
            reason=found.text[match.end() : end].strip(" \t:#-"),
            whole_file=bool(match["file"]) and found.leading,
            end_column=found.column + len(found.text[:end].rstrip()) + 1,
            until=_until(lines, found.line) if own_line else found.line,
        )


def _until(lines: Sequence[str], number: int) -> int:
    """The next line of code after a comment's; below decorators, the line of what they decorate."""
    code = (n for n in range(number, len(lines)) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    first = next(code, number - 1)
    margin = len(lines[first]) - len(lines[first].lstrip())
    if lines[first][margin] == "@":
        for n in code:
            text = lines[n].lstrip()
            if len(lines[n]) - len(text) <= margin and text[0] not in "@)]}":
                return n + 1
    return first + 1


def apply(
    diagnostics: Iterable[Diagnostic],
    by_path: Mapping[str, Sequence[Comment]],
    make: Callable[..., Diagnostic],
    active: Collection[str],
    known: Catalog,
) -> Kept:
    """Splits diagnostics by the comments of their files and adds what is wrong with the comments.

    `active` holds the ids of the rules that were evaluated, on all files: only they can leave a comment unused.
    `make(rule_id, location, **values)` words a diagnostic.
    """
    by_path = {path: [_named(comment, known) for comment in comments] for path, comments in by_path.items()}
    kept: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    used: set[tuple[str, Comment, str]] = set()
    for diagnostic in diagnostics:
        path = diagnostic.location.path
        uses = {(path, c, n) for c in by_path.get(path, ()) for n in _names_for(diagnostic, c, known)}
        used |= uses
        (suppressed if uses else kept).append(diagnostic)
    for path, comments in by_path.items():
        for comment in comments:
            place = Location(path, comment.line, comment.column, comment.line, comment.end_column)
            unused = [name for name in comment.rules or (_EVERY_RULE,) if (path, comment, name) not in used]
            problems = _problems(comment, unused, active, known)
            kept += [make(rule, place, **values) for rule, values in problems if rule in active]
    return Kept(tuple(sorted(kept, key=lambda d: d.sort_key)), tuple(suppressed))


def _named(comment: Comment, known: Catalog) -> Comment:
    """The comment, with the rules that it names although it forgot the brackets: it must not silence all others."""
    words = comment.reason.split() if not comment.rules else []
    ids = list(takewhile(lambda word: known.rule_id(word.strip(",:")) is not None, words))
    if not ids:
        return comment
    return replace(comment, rules=tuple(word.strip(",:") for word in ids), reason=" ".join(words[len(ids) :]))


def _names_for(diagnostic: Diagnostic, comment: Comment, known: Catalog) -> Iterator[str]:
    """The names in a comment, or that of a blanket one, which suppress a finding."""
    if comment.whole_file or _stands_at(comment, diagnostic.location):
        if not comment.rules:
            yield _EVERY_RULE
        for name in comment.rules:
            if diagnostic.rule in _meant(name, known):
                yield name


def _stands_at(comment: Comment, place: Location) -> bool:
    last = max(place.line, place.end_line)
    return place.line <= comment.line <= last or comment.line <= place.line <= comment.until


def _meant(name: str, known: Catalog) -> Collection[str]:
    """The ids of the rules that a name means: none for an unknown one."""
    if name in known.categories:
        return {rule.id for rule in known.of_category(name)}
    rule = known.rule_id(name)
    return () if rule is None else (rule,)


def _problems(
    comment: Comment, unused: Iterable[str], active: Collection[str], known: Catalog
) -> Iterator[tuple[str, dict[str, str]]]:
    if not comment.reason:
        yield "suppression-without-reason", {"rule": "`, `".join(comment.rules) or _EVERY_RULE}
    for name in unused:
        meant = _meant(name, known) if comment.rules else active
        if not meant:
            yield "unknown-suppression", {"rule": name or "[]", "hint": nearest(name, known.names)}
        elif any(rule in active for rule in meant):
            yield "unused-suppression", {"rule": name}
