"""A document links to a file that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath

from fastapi_lint.facts.files.writing import Markdown
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_FILE = re.compile(r"^(?:\./|\.\./)*[\w.@-]+(?:/[\w.@ -]+)*\.(?:md|py|toml|ya?ml|json|ini|txt|sh|cfg)$")


def check(document: Markdown, project: Project) -> Iterator[Finding]:
    folder, _, name = document.path.rpartition("/")
    if "template" in name.lower():
        return
    paths = set(project.files.paths)
    for link in document.links:
        target = link.target.partition("#")[0].partition("?")[0]
        if not _FILE.match(target):
            continue
        place = normpath(f"{folder}/{target}" if folder else target)
        if place not in paths and not place.startswith("..") and not _is_site(document, paths):
            yield Finding(link.at, {"target": target})


def _is_site(document: Markdown, paths: set[str]) -> bool:
    """Whether the document is a page of a generated site, whose links are made by the generator."""
    parts = document.path.split("/")[:-1]
    folders = {"/".join(parts[:n]) for n in range(len(parts) + 1)}
    sites = ("mkdocs.yml", "docusaurus.config.js", "docusaurus.config.ts", "conf.py", "_config.yml", "hugo.toml")
    return bool(parts) and any(
        (f"{folder}/{site}" if folder else site) in paths for folder in folders for site in sites
    )
