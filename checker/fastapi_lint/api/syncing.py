"""Bringing a project's files for agents up to date with the rulebook."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from fastapi_lint.api.checking import configured
from fastapi_lint.api.project_files import reading_of
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder, skills_folder
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.listing import ProjectFiles
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.model.errors import ConfigError, UsageError, nearest
from fastapi_lint.model.record import Record
from fastapi_lint.source.discover import Discovery, discover
from fastapi_lint.views.agents.block import BUDGET, NAME
from fastapi_lint.views.agents.hooks import HOOKED, calls_hook, hook_line
from fastapi_lint.views.agents.managed import newline_of, with_block
from fastapi_lint.views.agents.reach import CODEX_READS, room, traps
from fastapi_lint.views.agents.references import GENERATED
from fastapi_lint.views.agents.relevance import matters
from fastapi_lint.views.agents.targets import DEFAULTS, TARGETS, Book, Document, How, documents

_LEAST_BUDGET = 1_500
_WATCHED = ("AGENTS.md", "AGENTS.override.md", "CLAUDE.md", ".claude/CLAUDE.md", ".github/copilot-instructions.md")
_SKILL_FOLDERS = (".agents/skills", ".claude/skills")


class Change(Record, eq=True):
    """A file that is not what it should be; `after` is None for a generated file that is to go."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        before, after = ((text or "").splitlines(keepends=True) for text in (self.before, self.after))
        old, new = (
            "/dev/null" if text is None else f"{side}/{self.path}"
            for side, text in (("a", self.before), ("b", self.after))
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in unified_diff(before, after, old, new))


class Synced(Record, eq=True):
    """What differs, and what the user has to know: `notices` in sentences, `too_long` when Codex cuts the rules off."""

    root: Path
    changes: tuple[Change, ...]
    notices: tuple[str, ...]
    too_long: bool


def plan(folder: Path, profile: str | None, targets: Sequence[str]) -> Synced:
    """Compares a project's files for agents with the rulebook; UsageError where a file is not ours to write."""
    catalogue = catalog(cache_home())
    config = configured(Request(profile=profile), folder.resolve(), catalogue)
    wanted = _targets(config, targets)
    discovery = discover(config.root, config.exclude, config.extend_exclude, _roles(config))
    files = reading_of(config, discovery).files
    book = rulebook(catalogue, config, _required(files), _globs(discovery))
    found = [d for d in documents(book, wanted) if not _is_linked(d, config.root)]
    changes = [*_changes(config.root, found), *_stale(config.root, found)]
    written = {c.path: c.after for c in changes if c.after is not None}
    chain = _chain(config.root, written, files.paths)
    texts = {p: text for p in _WATCHED if (text := written.get(p) or _read(config.root / p)) is not None}
    if (config.root / "CLAUDE.md").resolve() == (config.root / "AGENTS.md").resolve():
        texts.pop("CLAUDE.md", None)
    notices = [*traps(texts), *_hooks_to_add(config.root, found), *([room(chain)] if chain else [])]
    return Synced(config.root, tuple(changes), tuple(notices), sum(chain.values()) > CODEX_READS)


def carry_out(synced: Synced) -> None:
    """Writes what differs."""
    for change in synced.changes:
        file = (synced.root / change.path).resolve()
        try:
            if change.after is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                fresh = file.with_name(f"{file.name}.{os.getpid()}")
                fresh.write_bytes(change.after.encode("utf-8", "surrogateescape"))
                if file.exists():
                    fresh.chmod(file.stat().st_mode)
                fresh.replace(file)
        except OSError as error:
            raise UsageError(f"{change.path}: cannot be written: {error.strerror}.") from None


def rulebook(
    catalogue: Catalog, config: Config, required: frozenset[str] | None = None, globs: tuple[str, ...] = ("**/*.py",)
) -> Book:
    """The rules that are checked in a project and matter to one that requires these distributions, and the skills."""
    active = active_rules(catalogue, config)
    examples = {rule.id: load_examples(rule, rules_folder()) for rule in active.values()}
    chosen = catalogue.profiles[config.profile].rules if config.select is None else catalogue.selected(config.select)
    unwanted = catalogue.named(config.ignore)
    reviewed = (r for r in catalogue.rules.values() if r.enforced_by == "review" and r.id not in unwanted)
    return Book(
        catalogue,
        config.profile,
        tuple(rule for rule in active.values() if matters(rule, examples[rule.id], required)),
        tuple(rule for rule in reviewed if rule.id in chosen),
        examples,
        written_skills(),
        globs,
        _budget(config),
    )


def written_skills() -> dict[str, str]:
    """The SKILL.md of every skill, by the skill's name."""
    return {file.parent.name: file.read_text("utf-8") for file in sorted(skills_folder().glob("*/SKILL.md"))}


def _roles(config: Config) -> list[tuple[str, Role]]:
    return [(glob, Role(role)) for glob, role in config.roles.items()]


def _required(files: ProjectFiles) -> frozenset[str] | None:
    """The distributions that the project's manifests require in any group; None when they say nothing."""
    return frozenset(r.name for manifest in files.of(Manifest) for r in manifest.requirements) or None


def _globs(discovery: Discovery) -> tuple[str, ...]:
    """Globs that lead to the application's Python files, one for each folder at the top."""
    paths = [file.path for file in discovery.files if file.role is Role.APPLICATION]
    return tuple(sorted({f"{path.partition('/')[0]}/**/*.py" if "/" in path else "*.py" for path in paths}))


def _targets(config: Config, asked: Sequence[str]) -> list[str]:
    settings = config.agents
    for key in settings:
        if key not in {"targets", "budget"}:
            raise _wrong(config, key, f"no key is called `{key}`{nearest(key, ['targets', 'budget']) or '.'}")
    listed = settings.get("targets", list(DEFAULTS))
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise _wrong(config, "targets", "expected a list of names.")
    for name in (*asked, *listed):
        if name not in TARGETS:
            hint = nearest(name, TARGETS) or f"; there are {', '.join(TARGETS)}."
            raise UsageError(f"no target is called `{name}`{hint}")
    return [name for name in TARGETS if name in (asked or listed)]


def _budget(config: Config) -> int:
    value = config.agents.get("budget", BUDGET)
    if not isinstance(value, int) or value < _LEAST_BUDGET:
        raise _wrong(config, "budget", f"expected a number of bytes from {_LEAST_BUDGET} up.")
    return value


def _wrong(config: Config, key: str, text: str) -> ConfigError:
    return ConfigError(f"{config.file}: agents.{key}: {text}")


def _changes(root: Path, found: Sequence[Document]) -> Iterator[Change]:
    for document in found:
        before = _read(root / document.path)
        after = _after(document, before)
        if after != before:
            yield Change(document.path, before, after)


def _after(document: Document, before: str | None) -> str:
    """The text that the file should have; a CLAUDE.md that somebody wrote stays as it is, and is spoken of instead."""
    match document.how:
        case How.BLOCK:
            return with_block(before or "", document.text, NAME, document.path)
        case How.BRIDGE:
            return document.text if before is None else before
        case How.WHOLE:
            if before is not None and GENERATED not in before:
                raise UsageError(f"{document.path}: somebody else wrote it; move or delete it, then run this again.")
            return document.text.replace("\n", newline_of(before or ""))


def _is_linked(document: Document, root: Path) -> bool:
    """Whether a bridge is needless because of a link; UsageError where links lead our own files to another place."""
    if document.how is How.BRIDGE and document.path not in HOOKED:
        return any((root / name).is_symlink() for name in (document.path, "AGENTS.md"))
    if document.how is not How.BLOCK:
        parts = Path(document.path).parts
        for n in range(1, len(parts) + 1):
            if (link := root.joinpath(*parts[:n])).is_symlink():
                name = link.relative_to(root).as_posix()
                raise UsageError(f"{name}: is a link; remove it, or leave its target out of `--targets`.")
    return False


def _hooks_to_add(root: Path, found: Sequence[Document]) -> Iterator[str]:
    """What to write by hand into configurations that are somebody's own and do not call the hook."""
    for document in found:
        agent = HOOKED.get(document.path)
        text = _read(root / document.path)
        if agent is not None and text is not None and not calls_hook(text, agent):
            yield f"{document.path}: is yours; add to its `hooks`: {hook_line(agent)}"


def _stale(root: Path, found: Sequence[Document]) -> Iterator[Change]:
    """Generated pages of an earlier sync that no longer belong to the skills which are written now."""
    wanted = {document.path for document in found}
    for folder in _SKILL_FOLDERS:
        if not any(path.startswith(f"{folder}/") for path in wanted):
            continue
        for file in sorted((root / folder).glob("*/references/*.md")):
            path = file.relative_to(root).as_posix()
            text = _read(file)
            if path not in wanted and text is not None and text.startswith(f"<!-- {GENERATED}"):
                yield Change(path, text, None)


def _chain(root: Path, written: dict[str, str], paths: Sequence[str]) -> dict[str, int]:
    """The AGENTS.md files on the fullest way from the repository's root into this project, with their bytes."""
    above = {f"{up}AGENTS.md": _size_of(folder / "AGENTS.md") for up, folder in _above(root)}
    sizes = {path: size for path, size in above.items() if size is not None}
    own = written.get("AGENTS.md")
    size = len(own.encode("utf-8", "surrogateescape")) if own is not None else _size_of(root / "AGENTS.md")
    sizes |= {"AGENTS.md": size} if size is not None else {}
    nested = {path: _size_of(root / path) or 0 for path in paths if path.endswith("/AGENTS.md") and path[:3] != "../"}
    ways = [{p: n for p, n in nested.items() if end.startswith(p.removesuffix("AGENTS.md"))} for end in nested]
    return sizes | max(ways, key=lambda way: sum(way.values()), default={})


def _above(root: Path) -> list[tuple[str, Path]]:
    """(`../…`, folder) for each folder from the repository's root down to the one above the project."""
    folders = []
    for n, folder in enumerate((root, *root.parents)):
        if n:
            folders.append(("../" * n, folder))
        if (folder / ".git").exists():
            return folders[::-1]
    return []


def _size_of(file: Path) -> int | None:
    return file.stat().st_size if file.is_file() else None


def _read(file: Path) -> str | None:
    """The text of a file, bytes that are no UTF-8 kept as they are; None when there is none."""
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}.") from None
