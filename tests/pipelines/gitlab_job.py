"""Runs the job of the template as GitLab's runner does, with inputs filled in; installing is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).resolve().parents[2] / "templates/gitlab.yml"
_INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) ]]")
_OURS = ("PYTHON", "COV", "PYTEST", "GITHUB_", "CI")


def head() -> dict[str, Any]:
    """The inputs that the template declares."""
    spec, _ = yaml.safe_load_all(TEMPLATE.read_text("utf-8"))
    inputs: dict[str, Any] = spec["spec"]["inputs"]
    return inputs


def filled(**inputs: str) -> dict[str, Any]:
    """The pipeline with its inputs; ValueError for one that the template refuses."""
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    declared = head()
    for name, value in given.items():
        allowed = declared[name].get("options", [value])
        if value not in allowed or not re.search(declared[name].get("regex", ""), value):
            raise ValueError(f"{name}: {value}")
    values = {name: given.get(name, spec["default"]) for name, spec in declared.items()}
    body = TEMPLATE.read_text("utf-8").split("\n---\n")[1]
    pipeline: dict[str, Any] = yaml.safe_load(_INPUT.sub(lambda found: str(values[found[1]]), body))
    return pipeline


def run(project: Path, given: dict[str, str] | None = None, **inputs: str) -> tuple[int, str]:
    """The exit code and the log; `given` are variables that GitLab sets."""
    job = filled(**inputs)["fastapi-lint"]
    values = {name: v["value"] if isinstance(v, dict) else v for name, v in job["variables"].items()}
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{plain['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=project,
        env={**plain, **values, **(given or {}), "PATH": path, "CI": "true", "CI_PROJECT_DIR": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
