"""CI pipelines and pre-commit's configuration, out of their YAML."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.node import Node, absent
from fastapi_lint.facts.files.pipeline import Command, Job, Precommit, PrecommitHook, Step, Workflow
from fastapi_lint.model.location import Location
from fastapi_lint.project.yaml_tree import yaml_documents

_NO_JOBS = frozenset({
    *("image", "services", "stages", "variables", "workflow", "include", "default", "cache", "before_script"),
    *("after_script", "pages", "spec"),
})  # fmt: skip
"""Keys of .gitlab-ci.yml that name no job."""


def workflow(path: str, text: str) -> Workflow:
    """A GitHub workflow or GitLab pipeline; Invalid when the file is no YAML."""
    documents = yaml_documents(path, text)
    root = documents[-1] if documents else absent(path)
    if path.rpartition("/")[2].startswith(".gitlab-ci"):
        jobs = tuple(_gitlab_job(n, node) for n, node in root.items() if n not in _NO_JOBS and not n.startswith("."))
        return Workflow(path, _first(path), "gitlab", root, tuple(j for j in jobs if isinstance(j.node.value, dict)))
    jobs = tuple(Job(name, node.at, node, tuple(_steps(node))) for name, node in root.items("jobs"))
    triggers = tuple(key for key, _ in root.items("on")) or root.texts("on")
    return Workflow(path, _first(path), "github", root, jobs, triggers)


def precommit(path: str, text: str) -> Precommit:
    """pre-commit's configuration; Invalid when the file is no YAML."""
    documents = yaml_documents(path, text)
    root = documents[0] if documents else absent(path)
    hooks = tuple(
        PrecommitHook(hook.text("id"), (hook.get("id") or hook).at, hook, repo.text("repo"))
        for repo in root.elements("repos")
        for hook in repo.elements("hooks")
    )
    return Precommit(path, _first(path), root, hooks)


def commands(node: Node) -> Iterator[Command]:
    """The shell lines of a scalar, comments left out, each with its place."""
    joined, start = "", 0
    for number, line in enumerate(node.raw.splitlines()):
        plain = line.strip()
        if not joined and (not plain or plain.startswith("#")):
            continue
        start = start if joined else node.text_line + number
        if plain.endswith("\\"):
            joined += plain[:-1].rstrip() + " "
            continue
        yield Command(joined + plain, Location(node.at.path, start, 1, start, 1))
        joined = ""
    if joined:
        yield Command(joined.rstrip(), Location(node.at.path, start, 1, start, 1))


def _steps(job: Node) -> Iterator[Step]:
    for step in job.elements("steps"):
        run = step.get("run")
        lines = tuple(commands(run)) if run is not None else ()
        yield Step(step.text("name"), step.at, step, step.text("uses"), lines)


def _gitlab_job(name: str, node: Node) -> Job:
    steps = []
    for key in ("before_script", "script", "after_script"):
        script = node.get(key)
        if script is not None:
            listed = (script, *script.elements()) if not isinstance(script.value, tuple) else script.elements()
            lines = tuple(c for line in listed if isinstance(line.value, str) for c in commands(line))
            steps.append(Step(key, script.at, script, commands=lines))
    return Job(name, node.at, node, tuple(steps))


def _first(path: str) -> Location:
    return Location(path, 1, 1, 1, 1)
