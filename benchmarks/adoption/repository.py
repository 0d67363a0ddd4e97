"""A copy of a project in a git repository of its own, and the product's commands in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fastapi_lint.engine.replay import AGENT_VARIABLES

BASELINE = ".fastapi-lint-baseline.json"
_LEFT = shutil.ignore_patterns(".git", "node_modules", ".venv", "__pycache__", ".fastapi_lint_cache")


class Repository:
    """`root` is the copy; what is in it is committed."""

    def __init__(self, project: Path, root: Path) -> None:
        self.root = root
        shutil.copytree(project, root, ignore=_LEFT, dirs_exist_ok=True, symlinks=True)
        self.git("init", "--quiet")
        self.commit("As it was")

    def git(self, *arguments: str) -> str:
        """What git prints."""
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        return self._run("git", *identity, *arguments)[1]

    def commit(self, message: str) -> None:
        """Commits everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--allow-empty", f"--message={message}")

    def take_back(self) -> None:
        """Back to the last commit."""
        self.git("reset", "--quiet", "--hard")
        self.git("clean", "--quiet", "--force", "-d")

    def lint(self, *arguments: str) -> str:
        """What a command of the product prints; RuntimeError when it could not do its work."""
        code, output = self._run(sys.executable, "-m", "fastapi_lint", *arguments)
        if code not in {0, 1}:
            raise RuntimeError(f"fastapi-lint {' '.join(arguments)}: exit code {code}\n{output}")
        return output

    def reported(self, *options: str) -> list[dict[str, Any]]:
        """The findings of a check."""
        found: list[dict[str, Any]] = json.loads(self.lint("check", *options, "--output-format", "json"))["diagnostics"]
        return found

    def accepted(self) -> list[dict[str, str]]:
        """The entries of the baseline."""
        listed: list[dict[str, str]] = json.loads((self.root / BASELINE).read_text("utf-8"))["findings"]
        return listed

    def append(self, path: str, text: str) -> None:
        """Adds text at the end of a file."""
        with (self.root / path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    def rewrite(self, paths: Iterable[str], change: Callable[[str], str]) -> int:
        """Gives each file the text that `change` makes of its text; returns how many differ."""
        differing = 0
        for path in paths:
            file = self.root / path
            text = file.read_text("utf-8")
            file.write_text(changed := change(text), encoding="utf-8")
            differing += changed != text
        return differing

    def _run(self, *command: str) -> tuple[int, str]:
        plain = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k not in AGENT_VARIABLES}
        done = subprocess.run(command, cwd=self.root, env=plain, capture_output=True, text=True, check=False)
        if command[0] == "git" and done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return done.returncode, done.stdout or done.stderr
