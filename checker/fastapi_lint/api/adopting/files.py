"""The files that adoption adds or adds to: each as a change, or a sentence about why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from fastapi_lint.api.adopting.origin import Origin
from fastapi_lint.api.adopting.settings_text import settings_of, with_settings
from fastapi_lint.api.adopting.snippets import PIPELINE, WORKFLOW, hook, is_of_another, pipeline, workflow
from fastapi_lint.api.adopting.surroundings import Surroundings
from fastapi_lint.api.adopting.yaml_text import at_key, with_item
from fastapi_lint.api.sync.changes import Change, read
from fastapi_lint.config import OWN_FILE, SHARED_FILE

HOOKS = ".pre-commit-config.yaml"
GITLAB = ".gitlab-ci.yml"

_CHECKING = ("fastapi-lint", "fastapi-lint-fix")

Step: TypeAlias = Change | str
"""A change of a file, or what its reader has to know."""

_NO_ORIGIN = "only this machine has this fastapi-lint; say with `--source URL@REVISION` where CI can install it"


def settings_step(around: Surroundings, file: Path | None, settings: Mapping[str, str]) -> Iterator[Step]:
    """The settings in the file that has some, else in pyproject.toml, else in a file of their own."""
    shared, own = around.root / SHARED_FILE, around.root / OWN_FILE
    file = file or (shared if shared.exists() else own)
    known = settings_of(file) or {}
    missing = {key: value for key, value in settings.items() if key not in known}
    if not missing:
        return
    before = read(file) or ""
    after = with_settings(before, missing, is_shared=file.name == SHARED_FILE)
    if after is None and not known and file != own:
        file, after = own, with_settings("", missing, is_shared=False)
    path = file.relative_to(around.repository).as_posix()
    if after is None:
        lines = ", ".join(f'{key} = "{value}"' for key, value in missing.items())
        yield f"{path}: nothing can be added without touching the rest; add to its settings: {lines}"
    else:
        yield Change(path, read(file), after)


def hook_step(around: Surroundings, origin: Origin) -> Iterator[Step]:
    """A hook for pre-commit, beside those that are there."""
    if not around.is_repository:
        yield f"{HOOKS}: not written: there is no git repository around {around.root.name}; `git init` makes one."
        return
    before = read(around.repository / HOOKS)
    if _is_hooked(before or "", around.folder):
        return
    item = hook(origin, around.folder)
    yield from _added(HOOKS, before, "repos", item)
    if not origin.requirement:
        yield f"{HOOKS}: the hook runs the fastapi-lint on the PATH; `--source URL@REVISION` names one for everybody."


def workflow_step(around: Surroundings, origin: Origin) -> Iterator[Step]:
    """A workflow of its own for GitHub, unless one runs the check already."""
    if not around.github or _mentioned(around.repository.glob(".github/workflows/*.y*ml"), around.folder):
        return
    name, path = _free(around, WORKFLOW)
    if not origin.requirement:
        yield f"{path}: not written: {_NO_ORIGIN}."
    else:
        yield Change(path, None, workflow(origin, around.folder, name))


def pipeline_step(around: Surroundings, origin: Origin) -> Iterator[Step]:
    """A job of its own for GitLab, which the pipeline includes."""
    before = read(around.repository / GITLAB)
    included = list(around.repository.glob(PIPELINE.format(name="fastapi-lint*")))
    if not around.gitlab or _mentioned(included or [around.repository / GITLAB], around.folder):
        return
    name, path = _free(around, PIPELINE)
    if not origin.requirement:
        yield f"{path}: not written: {_NO_ORIGIN}."
        return
    yield from _added(GITLAB, before, "include", f"- local: {path}\n")
    yield Change(path, None, pipeline(origin, around.folder, name, _stage(before or "")))


def _added(path: str, before: str | None, key: str, item: str) -> Iterator[Step]:
    after = with_item(before or "", key, item)
    if after is None:
        shown = "\n".join(f"  {line}" for line in item.splitlines())
        yield f"{path}: nothing can be added without touching the rest; add below `{key}:`\n{shown}"
    else:
        yield Change(path, before, after)


def _is_hooked(text: str, folder: str) -> bool:
    """Whether a hook looks at the files of this folder; one that cannot be understood is taken for one that does."""
    if not re.search(r"\bid:\s*[\"']?fastapi-lint\b", text):
        return False
    repositories: Any = at_key(text, "repos")
    try:
        hooks = [hook for one in repositories for hook in one["hooks"] if hook["id"] in _CHECKING]
        return any(re.search(hook.get("files", ""), f"{folder}/main.py") for hook in hooks)
    except (TypeError, KeyError, AttributeError, re.error):
        return True


def _mentioned(files: Iterable[Path], folder: str) -> bool:
    texts = [text for file in files if "fastapi-lint" in (text := read(file) or "")]
    return any(not folder or not is_of_another(text, folder) for text in texts)


def _free(around: Surroundings, pattern: str) -> tuple[str, str]:
    """A name for what checks this project, and its file: each project of a repository has its own."""
    name = "fastapi-lint"
    if (around.repository / pattern.format(name=name)).exists():
        name = f"{name}-{re.sub(r'[^A-Za-z0-9]+', '-', around.folder).strip('-')}"
    return name, pattern.format(name=name)


def _stage(text: str) -> str:
    """The stage of a job: "" for the usual one, `test`, unless the pipeline lists others only."""
    stages = at_key(text, "stages")
    listed = [str(name) for name in stages] if isinstance(stages, list) else []
    return "" if not listed or "test" in listed else listed[0]
