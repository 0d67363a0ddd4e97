"""A pipeline takes migrations back on a shared database."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.pipeline import Workflow
from fastapi_lint.model.finding import Finding


def check(workflow: Workflow) -> Iterator[Finding]:
    for job in workflow.jobs:
        if job.node.has("services") or any("docker compose" in c.text for c in job.commands):
            continue
        commands = [c for c in job.commands if "alembic downgrade" in c.text]
        upgrades = any("alembic upgrade" in c.text for c in job.commands)
        for command in commands:
            if not upgrades or job.node.has("environment"):
                yield Finding.of(command, command=command.text.strip()[:60])
