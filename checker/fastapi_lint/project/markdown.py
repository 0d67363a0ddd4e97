"""Markdown through the CommonMark parser that rich brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.files.writing import CodeBlock, Heading, Link, Markdown, Paragraph
from fastapi_lint.model.location import Location

if TYPE_CHECKING:
    from markdown_it.token import Token


def markdown(path: str, text: str) -> Markdown:
    """Headings, links, code and running text of a Markdown file."""
    from markdown_it import MarkdownIt

    headings: list[Heading] = []
    links: list[Link] = []
    code: list[CodeBlock] = []
    paragraphs: list[Paragraph] = []
    in_heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        line = token.map[0] + 1 if token.map else 1
        at = Location(path, line, 1, line, 1)
        if token.type == "heading_open":
            in_heading = True
        elif token.type in ("fence", "code_block"):
            code.append(CodeBlock(token.content, at))
        elif token.type == "inline":
            plain = _plain(token)
            if in_heading:
                headings.append(Heading(plain, at))
                in_heading = False
            else:
                paragraphs.append(Paragraph(plain, at))
            links += _links(token, at)
    return Markdown(path, Location(path, 1, 1, 1, 1), tuple(headings), tuple(links), tuple(code), tuple(paragraphs))


def _plain(token: Token) -> str:
    parts = (" " if c.type in ("softbreak", "hardbreak") else c.content for c in token.children or ())
    return "".join(parts).strip()


def _links(token: Token, at: Location) -> list[Link]:
    found: list[Link] = []
    target, text, line = "", "", at.line
    for child in token.children or ():
        if child.type == "link_open":
            target, text = str(child.attrGet("href") or ""), ""
        elif child.type == "link_close":
            found.append(Link(text, target, Location(at.path, line, 1, line, 1)))
            target = ""
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
        elif target:
            text += child.content
    return found
