"""Files for people: Markdown, and the recipes of a Makefile or justfile."""

from __future__ import annotations

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Heading(Record):
    """`text` is without markup."""

    text: str
    at: Location


class Link(Record):
    """`target` as written: a URL, a path, an anchor."""

    text: str
    target: str
    at: Location


class CodeBlock(Record):
    """A fenced or indented block."""

    text: str
    at: Location


class Paragraph(Record):
    """Running text without markup: a paragraph, an item, a table's cell."""

    text: str
    at: Location


class Markdown(Record):
    """A Markdown file. `at` is its first line."""

    path: str
    at: Location
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    code: tuple[CodeBlock, ...]
    paragraphs: tuple[Paragraph, ...]

    def mentions(self, *words: str) -> bool:
        """Whether one of the words stands anywhere in headings, text, links or code; case does not matter."""
        texts = [*(h.text for h in self.headings), *(p.text for p in self.paragraphs), *(c.text for c in self.code)]
        everything = "\n".join((*texts, *(link.target for link in self.links))).lower()
        return any(word.lower() in everything for word in words)


class RecipeLine(Record):
    """One line of a recipe, continued lines joined, without the `@` and `-` before it."""

    text: str
    at: Location


class Target(Record):
    """A target of a Makefile or a recipe of a justfile."""

    name: str
    at: Location
    needs: tuple[str, ...]
    recipe: tuple[RecipeLine, ...]


class Makefile(Record):
    """A Makefile or justfile. `at` is its first line."""

    path: str
    at: Location
    targets: tuple[Target, ...]

    def target(self, *names: str) -> Target | None:
        """The first target with one of these names."""
        return next((t for t in self.targets if t.name in names), None)
