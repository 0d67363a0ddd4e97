"""A file with environment variables is shared through the repository, or could be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match, settings_classes
from fastapi_lint.facts.expression import Sequence, string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import EnvFile
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding

_WITH_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    reads = any(m.config.get("env_file") is not None for m in settings_classes(project, service))
    yield from Finding.unless(service.env_files or reads, ".env file")
    shared = [f for f in service.env_files if not f.is_template and not first_match(_name(f.path), params.allowed)]
    shared = [f for f in shared if _may_hold_secrets(f)]
    for file in shared:
        yield Finding.of(file, part="git", file=_name(file.path), how="is not ignored by git")
    if shared:
        return
    git = [f for f in service.ignore_files if f.name == ".gitignore"]
    for model in settings_classes(project, service):
        value = model.config.get("env_file")
        names = [string(i) for i in value.items] if isinstance(value, Sequence) else [string(value)]
        for name in names:
            plain = _name(name) if name else ""
            if plain and not first_match(plain, params.allowed) and not any(f.ignores(plain) for f in git):
                yield Finding.of(
                    model, part="git", file=plain, how="is read by the settings, and no .gitignore names it"
                )
                return


def _may_hold_secrets(file: EnvFile) -> bool:
    """Whether any of its variables is called like a secret or holds an address with a password."""
    return any(names_secret(e.key) or _WITH_PASSWORD.search(e.value) for e in file.entries)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
