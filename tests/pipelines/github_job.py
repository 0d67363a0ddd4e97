"""Runs the steps of a composite action as GitHub's runner does: its scripts, not the actions that it uses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_OURS = ("PYTHON", "COV", "PYTEST", "GITHUB_", "VIRTUAL_ENV")
_BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")


@dataclass
class Job:
    """A job with one action in it; `uploads` are the inputs of the steps that other actions would run."""

    action: Path
    workspace: Path
    temp: Path
    event: Mapping[str, str] = field(default_factory=dict)
    log: str = ""
    code: int = 0
    outputs: dict[str, str] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    _steps: dict[str, dict[str, str]] = field(default_factory=dict)
    _inputs: dict[str, str] = field(default_factory=dict)

    def run(self, *, installed: bool = False, **inputs: str) -> Job:
        """Runs all steps; with `installed`, the one that installs is left out."""
        action = yaml.safe_load(self.action.read_text("utf-8"))
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= action["inputs"].keys()
        self._inputs = {name: given.get(name, spec["default"]) for name, spec in action["inputs"].items()}
        for step in action["runs"]["steps"]:
            if self.code or not self._holds(step.get("if", "")):
                continue
            if "uses" in step:
                self._use(step)
            elif not (installed and step["name"].startswith("Install")):
                self._script(step)
        self.outputs = {name: self._filled(spec["value"]) for name, spec in action["outputs"].items()}
        return self

    @property
    def summary(self) -> str:
        """What the page of the job shows."""
        file = self.temp / "summary"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def annotations(self) -> list[str]:
        """The lines of the log that GitHub shows at lines of files."""
        return [line for line in self.log.splitlines() if line.startswith(("::error file", "::warning file"))]

    def _use(self, step: dict[str, Any]) -> None:
        name = step["uses"].partition("@")[0]
        self.used[name] = {key: self._filled(str(value)) for key, value in step["with"].items()}
        self._steps[step["id"]] = {"outcome": "success", "outputs.python-path": sys.executable}

    def _script(self, step: dict[str, Any]) -> None:
        assert step["shell"] == "bash"
        assert not _EXPRESSION.search(step["run"]), "an expression in a script is pasted into it"
        script, told = self.temp / "script.sh", self.temp / "output"
        script.write_text(step["run"], "utf-8")
        told.write_text("", "utf-8")
        plain = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("PYTHON", "COV", "PYTEST", "GITHUB_", "VIRTUAL_ENV"))
        }
        done = subprocess.run(
            [*_BASH, str(script)],
            cwd=self.workspace / self._filled(step.get("working-directory", ".")),
            env={
                **plain,
                **{name: self._filled(str(value)) for name, value in step.get("env", {}).items()},
                "CI": "true",
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "FASTAPI_LINT_CACHE": str(self.temp / "cache"),
                "GITHUB_ACTION_PATH": str(self.action.parent),
                "GITHUB_OUTPUT": str(told),
                "GITHUB_REPOSITORY": "o/shop",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_SHA": "c0ffee",
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
                "GITHUB_WORKSPACE": str(self.workspace),
                "RUNNER_TEMP": str(self.temp),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.code = done.returncode
        pairs = (line.partition("=") for line in told.read_text("utf-8").splitlines())
        self._steps[step.get("id", step["name"])] = {
            "outcome": "failure" if done.returncode else "success",
            **{f"outputs.{name}": value for name, _, value in pairs},
        }

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        if name.startswith("'"):
            return name.strip("'")
        context, _, rest = name.partition(".")
        if context == "inputs":
            return self._inputs[rest]
        if context == "steps":
            step, _, key = rest.partition(".")
            return self._steps.get(step, {}).get(key, "")
        return self.event.get(name, name)

    def _holds(self, condition: str) -> bool:
        """A condition out of comparisons that must all hold."""
        for part in filter(None, condition.split("&&")):
            left, sign, right = part.split()
            if (self._value(left) == self._value(right)) is (sign == "!="):
                return False
        return True
