"""A check of the pipeline may fail without stopping anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.pipeline import Workflow
from fastapi_lint.model.finding import Finding

_CHECK = re.compile(
    r"\b(?:ruff (?:check|format)|flake8|pylint|black|isort|mypy|pyright|pytest|tox|nox|bandit|pip-audit|safety|"
    r"pre-commit run|alembic (?:upgrade|check))\b[^|&;]*"
)


def check(workflow: Workflow) -> Iterator[Finding]:
    for step in workflow.steps:
        flag = step.node.get("continue-on-error")
        for command in step.commands:
            found = _CHECK.search(command.text)
            if found is None:
                continue
            shown = found[0].strip()[:50]
            if flag is not None and flag.text() == "true":
                yield Finding.of(flag, command=shown, why="the step sets `continue-on-error`")
                break
            if re.match(r"\s*\|\|\s*(?:true|:|exit 0|echo)", command.text[found.end() :]):
                yield Finding.of(command, command=shown, why="`|| …` hides its result")
