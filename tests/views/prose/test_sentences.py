"""Instructions in Markdown, with the lines on which they stand."""

from __future__ import annotations

from fastapi_lint.views.prose.sentences import sentences

DOCUMENT = """---
alwaysApply: true
---
# Use headings as titles

Routes live in `app/api`. **Never** put [business logic](docs/logic.md) there.
Keep them
thin.

- Use `Annotated` for dependencies
- A list of things
  - [ ] Do not log secrets

| Do | Don't |
|----|-------|
| Use httpx | Never use requests |

```python
# never read this
```
"""


def found(document: str) -> list[tuple[int, str]]:
    return [(sentence.line, sentence.text) for sentence in sentences(document)]


def test_prose_lists_and_tables_are_read_and_code_and_headings_are_not() -> None:
    assert found(DOCUMENT) == [
        (6, "Never put business logic there."),
        (7, "Keep them thin."),
        (10, "Use `Annotated` for dependencies"),
        (12, "[ ] Do not log secrets"),
        (16, "Use httpx — Never use requests"),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert found("\ufeff" + DOCUMENT.replace("\n", "\r\n")) == found(DOCUMENT)


def test_stories_and_single_words_are_no_instructions() -> None:
    assert found("Never say " + "never " * 80 + "again.") == []
    assert found("Always.") == []
    assert found("") == []
