"""What deploys the reference services has the shape that Compose, GitHub and Kubernetes define."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.reference import APPS, FIXTURES


def run(module: str, *arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_stack_is_a_compose_file() -> None:
    stacks = [file for app in APPS for file in (FIXTURES / app).glob("*compose*.y*ml")]
    assert len(stacks) == len(APPS)
    run("check_jsonschema", "--builtin-schema", "vendor.compose-spec", *stacks)


def test_every_pipeline_is_a_workflow() -> None:
    workflows = [file for app in APPS for file in (FIXTURES / app / ".github/workflows").glob("*.yml")]
    assert len(workflows) >= len(APPS)
    run("check_jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


def test_the_manifests_are_those_of_kubernetes() -> None:
    manifests = sorted((FIXTURES / "event-service/k8s").glob("*.yaml"))
    assert len(manifests) >= 5
    run("kubernetes_validate", "--strict", *manifests)
