"""Chromium on this machine: found, or installed as the Debian package that it is."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
STEPS = (("apt-get", "-qq", "update"), ("apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"))


def chromium() -> str:
    """The path of its program. Without one the test that asks fails: what nobody saw in a browser does not hold."""
    with Path(tempfile.gettempdir(), "fastapi-lint-chromium.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes run tests, and apt serves one at a time
        return _found() or _installed(STEPS)


def _found() -> str:
    return next(filter(None, map(shutil.which, NAMES)), "")


def _installed(steps: Sequence[Sequence[str]]) -> str:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for step in steps:
        try:
            subprocess.run([*as_root, *step], check=True, capture_output=True, text=True, env=_quiet(), timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            said = str(getattr(error, "stderr", None) or error).strip()
            pytest.fail(f"Tests in a browser need Chromium, and `{' '.join(step)}` failed: {said}", pytrace=False)
    return _found() or pytest.fail("Tests in a browser need Chromium; install the package `chromium`.", pytrace=False)


def _quiet() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
