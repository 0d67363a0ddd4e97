"""Findings in the protocol's words, as far as the client knows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types as lsp

from fastapi_lint.api.editor.looks import Look
from fastapi_lint.api.editor.pages import page_of
from fastapi_lint.api.editor.ways import way_to
from fastapi_lint.api.language_server.positions import Page, Ruler
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.record import Record

SOURCE = "fastapi-lint"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_TAGS = (
    ("unused-", lsp.DiagnosticTag.Unnecessary),
    ("deprecated-", lsp.DiagnosticTag.Deprecated),
    ("v1-", lsp.DiagnosticTag.Deprecated),
)
"""How the ids of rules begin whose findings are greyed out or struck through."""


class Dialect(Record):
    """What the client understands of a diagnostic, and how it counts columns."""

    ruler: Ruler
    has_links: bool = False
    has_related: bool = False
    has_data: bool = False
    tags: frozenset[lsp.DiagnosticTag] = frozenset()

    def diagnostics(self, look: Look, root: Path) -> list[lsp.Diagnostic]:
        """Everything that a look shows."""
        page = Page(look.text, self.ruler)
        return [self.diagnostic(found, told, look, root, page) for found, told in look.shown.items()]

    def diagnostic(self, found: Diagnostic, told: Diagnostic, look: Look, root: Path, page: Page) -> lsp.Diagnostic:
        """One finding of a look."""
        tags = [tag for start, tag in _TAGS if told.rule.startswith(start) and tag in self.tags]
        link = page_of(told.rule) if self.has_links else None
        related = list(self._related(found, look, root)) if self.has_related else []
        return lsp.Diagnostic(
            page.range(told.location),
            told.message,
            _SEVERITIES[told.severity],
            told.rule,
            lsp.CodeDescription(link) if link is not None else None,
            SOURCE,
            tags or None,
            related or None,
            {"rule": told.rule, "fingerprint": told.fingerprint, "fix": told.fix.safety.value if told.fix else None}
            if self.has_data
            else None,
        )

    def _related(self, found: Diagnostic, look: Look, root: Path) -> Iterator[lsp.DiagnosticRelatedInformation]:
        """The functions that lead to the finding."""
        pages: dict[str, Page] = {}
        for step, place in way_to(look.analysis, found):
            if place.path not in pages:
                text = look.analysis.scanned.inputs[place.path].read()
                pages[place.path] = Page(text if isinstance(text, str) else "", self.ruler)
            where = lsp.Location((root / place.path).as_uri(), pages[place.path].range(place))
            yield lsp.DiagnosticRelatedInformation(where, f"reached through `{step}`")


def dialect(capabilities: lsp.ClientCapabilities, encoding: str | None) -> Dialect:
    """What a client announced; those that pull diagnostics say it elsewhere than those that are pushed them."""
    offered = capabilities.text_document
    pushed = offered.publish_diagnostics if offered is not None else None
    pulled = offered.diagnostic if offered is not None else None
    told = [given for given in (pulled, pushed) if given is not None]
    tags = [given.tag_support.value_set for given in told if given.tag_support is not None]
    return Dialect(
        Ruler(encoding),
        any(given.code_description_support for given in told),
        any(given.related_information for given in told),
        any(given.data_support for given in told),
        frozenset(lsp.DiagnosticTag(tag) for listed in tags for tag in listed),
    )
