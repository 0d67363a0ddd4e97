"""CI pipelines of GitHub and GitLab, and pre-commit's configuration."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Command(Record):
    """One line that a shell is given, continued lines joined."""

    text: str
    at: Location


class Step(Record):
    """One step of a job: `uses` an action, or runs `commands`. In GitLab each list of a script is one step."""

    name: str
    at: Location
    node: Node
    uses: str = ""
    commands: tuple[Command, ...] = ()


class Job(Record):
    """One job; `at` is the line of its name."""

    name: str
    at: Location
    node: Node
    steps: tuple[Step, ...]

    @property
    def commands(self) -> Iterator[Command]:
        """Every command of its steps."""
        return (command for step in self.steps for command in step.commands)


class Workflow(Record):
    """A CI pipeline: a file of .github/workflows (`provider` "github") or .gitlab-ci.yml ("gitlab").

    `triggers` are the names under `on`, empty for GitLab. `at` is the first line.
    """

    path: str
    at: Location
    provider: str
    root: Node
    jobs: tuple[Job, ...]
    triggers: tuple[str, ...] = ()

    @property
    def steps(self) -> Iterator[Step]:
        """The steps of all jobs."""
        return (step for job in self.jobs for step in job.steps)

    @property
    def commands(self) -> Iterator[Command]:
        """The commands of all jobs."""
        return (command for job in self.jobs for command in job.commands)


class PrecommitHook(Record):
    """One hook; `repo` is its repository's URL ("local" for the project's own)."""

    id: str
    at: Location
    node: Node
    repo: str


class Precommit(Record):
    """.pre-commit-config.yaml. `at` is its first line."""

    path: str
    at: Location
    root: Node
    hooks: tuple[PrecommitHook, ...]

    def hook(self, *ids: str) -> PrecommitHook | None:
        """The first hook with one of these ids."""
        return next((h for h in self.hooks if h.id in ids), None)
