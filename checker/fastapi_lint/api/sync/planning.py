"""What `fastapi-lint sync` would write into a project, and what its user has to know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from fastapi_lint.api.checking import configured
from fastapi_lint.api.project_files import reading_of
from fastapi_lint.api.request import Request
from fastapi_lint.api.sync.book import globs, required, rulebook, wrong
from fastapi_lint.api.sync.chain import chain
from fastapi_lint.api.sync.changes import Change, changes, is_linked, read
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.config import Config
from fastapi_lint.facts.code import Role
from fastapi_lint.model.errors import UsageError, nearest
from fastapi_lint.model.record import Record
from fastapi_lint.source.discover import discover
from fastapi_lint.views.agents.hooks import AGENT_FOLDERS
from fastapi_lint.views.agents.merging import merged
from fastapi_lint.views.agents.reach import CODEX_READS, room, traps
from fastapi_lint.views.agents.targets import DEFAULTS, TARGETS, Document, How, documents

KEYS: dict[str, type] = {"targets": list, "budget": int}
"""What `[tool.fastapi-lint.agents]` may hold."""

_WATCHED = (
    *("AGENTS.md", "AGENTS.override.md", "CLAUDE.md", ".claude/CLAUDE.md", "GEMINI.md", ".gemini/settings.json"),
    *(".github/copilot-instructions.md", ".gitignore"),
)


class Synced(Record, eq=True):
    """What differs, and what the user has to know: `notices` in sentences, `too_long` when Codex cuts the rules off."""

    root: Path
    changes: tuple[Change, ...]
    notices: tuple[str, ...]
    too_long: bool


def plan(folder: Path, profile: str | None, targets: Sequence[str], *, hooks: bool = False) -> Synced:
    """Compares a project's files for agents with the rulebook; UsageError where a file is not ours to write."""
    catalogue = catalog(cache_home())
    config = configured(Request(profile=profile), folder.resolve(), catalogue)
    wanted = _targets(config, targets, hooks=hooks)
    discovery = discover(config.root, config.exclude, config.extend_exclude, _roles(config))
    files = reading_of(config, discovery).files
    book = rulebook(catalogue, config, required(files), globs(discovery))
    found = [d for d in documents(book, wanted) if not is_linked(d, config.root)]
    changed = changes(config.root, found)
    written = {c.path: c.after for c in changed if c.after is not None}
    lengths = chain(config.root, written, files.paths)
    notices = [
        *traps(_texts(config.root, written), [d.path for d in found]),
        *_to_add(config.root, found),
        *([room(lengths)] if lengths else []),
    ]
    return Synced(config.root, tuple(changed), tuple(notices), sum(lengths.values()) > CODEX_READS)


def _roles(config: Config) -> list[tuple[str, Role]]:
    return [(glob, Role(role)) for glob, role in config.roles.items()]


def _targets(config: Config, asked: Sequence[str], *, hooks: bool) -> list[str]:
    settings = config.agents
    for key in settings:
        if key not in KEYS:
            raise wrong(config, key, f"no key is called `{key}`{nearest(key, KEYS) or '.'}")
    listed = settings.get("targets", list(DEFAULTS))
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise wrong(config, "targets", "expected a list of names.")
    for name in (*asked, *listed):
        if name not in TARGETS:
            hint = nearest(name, TARGETS) or f"; there are {', '.join(TARGETS)}."
            raise UsageError(f"no target is called `{name}`{hint}")
    calling = _hooks(config.root) if hooks else ()
    return [name for name in TARGETS if name in (asked or listed) or name in calling]


def _hooks(root: Path) -> tuple[str, ...]:
    """The targets for the agents that have a folder in the project; for Claude Code when none has."""
    found = [agent for agent, folder in AGENT_FOLDERS.items() if (root / folder).is_dir()]
    return tuple(f"{agent}-hook" for agent in found or ["claude"])


def _texts(root: Path, written: dict[str, str]) -> dict[str, str]:
    """The files that can keep rules from an agent, as they will be."""
    texts = {p: text for p in _WATCHED if (text := written.get(p) or read(root / p)) is not None}
    if (root / "CLAUDE.md").resolve() == (root / "AGENTS.md").resolve():
        texts.pop("CLAUDE.md", None)
    return texts


def _to_add(root: Path, found: Sequence[Document]) -> Iterator[str]:
    """What to write by hand into settings that nothing can be added to without touching the rest."""
    for document in found:
        if document.how is not How.MERGED:
            continue
        text = read(root / document.path)
        complete = text is not None and document.mark != "" and document.mark in text
        if text is not None and not complete and merged(text, document.text) is None:
            yield f"{document.path}: is yours; add to it: {json.dumps(json.loads(document.text))}"
