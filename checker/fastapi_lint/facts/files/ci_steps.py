"""Which checks the pipelines of a service run, by their commands, actions, recipes and the names of their scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fastapi_lint.facts.files.pipeline import Workflow
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.facts.files.writing import Makefile


class CiStep(NamedTuple):
    """`does` completes "no pipeline …"; `pattern` is found in commands and actions, `hint` in names of scripts."""

    does: str
    pattern: re.Pattern[str]
    hint: re.Pattern[str]


def _step(does: str, pattern: str, hint: str) -> CiStep:
    return CiStep(does, re.compile(pattern), re.compile(hint))


_HOOKS = r"pre-commit (?:run|ci)|pre-commit/action|\bprek\b|pre-commit-uv"
CI_STEPS: dict[str, CiStep] = {
    "lint": _step("lints the code", rf"ruff(?: check|-action| \.)|flake8|pylint|{_HOOKS}", "lint|check|style|qa"),
    "format": _step("checks the format", rf"ruff format|ruff-action|black\b|{_HOOKS}", "format|lint|style|check|qa"),
    "typecheck": _step("checks types", r"\bmypy\b|pyright|\bty check|pyrefly", "type|mypy|check|lint|qa"),
    "tests": _step("runs the tests", r"pytest|\btox\b|\bnox\b|hatch (?:run )?test|unittest|coverage run", "test"),
    "coverage": _step("measures coverage", r"--cov\b|--cov=|\bcoverage (?:run|report|xml)|codecov", "cov|test"),
    "image-build": _step(
        "builds the image",
        r"docker (?:buildx )?(?:build|bake)|docker[ -]compose .*build|build-push-action|bake-action|kaniko|buildah",
        "docker|image|container",
    ),
    "image-publish": _step(
        "publishes the image",
        r"docker (?:image )?push|build-push-action.*push:(?! ?false)|--push\b|buildah push|kaniko|compose push",
        "publish|push|release|deploy",
    ),
    "security-scan": _step(
        "scans for vulnerabilities",
        r"bandit|pip-audit|\bsafety\b|trivy|grype|codeql|snyk|semgrep|osv-scanner|dependency-review|gitleaks|scorecard"
        r"|uv audit|zizmor|checkov|sonar",
        "security|audit|scan",
    ),
    "migrations": _step("runs the migrations", r"alembic (?:upgrade|check)", "migrat|prestart|pre-start"),
    "openapi-artifact": _step(
        "keeps the OpenAPI document",
        r"(?is)openapi.*(?:upload-artifact|publish|artifacts:|pages|gh release|s3)",
        "openapi",
    ),
    "test-reports": _step(
        "keeps reports of the tests",
        r"--junit-?xml|junitxml|codecov|coverage-comment|smokeshow|test-reporter|publish-unit-test|"
        r"coverage[\s\S]*upload-artifact",
        "report",
    ),
    "hooks": _step("runs all hooks", _HOOKS, "pre-commit|precommit|hooks"),
}
"""By name: a step that a guideline may ask for."""

_SCRIPT = re.compile(
    r"(?:^|\s)(?:make|just|task|poe|invoke|hatch run|pdm run|npm run|\./\S+|(?:ba)?sh\s+\S+|\S+\.sh(?=\s|$)|\S*bin/\S+|"
    r"\S*scripts/\S+)"
)


def done_by(service: Service) -> Iterator[str]:
    """The names of the steps that the service's pipelines run."""
    for workflow in service.workflows:
        texts = []
        for step in workflow.steps:
            given = " ".join(f"{key}: {node.text()}" for key, node in step.node.items("with"))
            texts.append(f"{step.uses} {given}")
            texts += [text for c in step.commands for text in (c.text, *_recipes(service, c.text))]
        texts += _named_elsewhere(workflow)
        everything = "\n".join(texts)
        own = [c.text for step in workflow.steps for c in step.commands if _SCRIPT.search(c.text)]
        scripts = [*own, *(step.uses for step in workflow.steps if step.uses.startswith("./"))]
        for name, wanted in CI_STEPS.items():
            whole = name in ("openapi-artifact", "test-reports")
            if any(wanted.pattern.search(text) for text in ([everything] if whole else texts)) or any(
                wanted.hint.search(text) for text in scripts
            ):
                yield name
    if service.precommit is not None and service.precommit.root.has("ci"):
        yield from ("hooks", "lint", "format")


def _named_elsewhere(workflow: Workflow) -> list[str]:
    """What commands take from a matrix, and what GitLab's jobs take from hidden ones."""
    matrices = (
        matrix
        for job in workflow.jobs
        if any("${{ matrix." in command.text for command in job.commands)
        and (matrix := job.node.get("strategy", "matrix")) is not None
    )
    hidden = (node for name, node in workflow.root.items() if name.startswith(".") and workflow.provider == "gitlab")
    return [node.text() for root in (*matrices, *hidden) for _, node in root.walk()]


def _recipes(service: Service, command: str) -> Iterator[str]:
    """What `make target` and `just recipe` run, the targets that they need included."""
    for makefile in service.makefiles:
        for name in re.findall(r"\b(?:make|just)\s+([\w./-]+)", command):
            yield from _lines_of(makefile, name, set())


def _lines_of(makefile: Makefile, name: str, seen: set[str]) -> Iterator[str]:
    target = makefile.target(name)
    if target is None or name in seen:
        return
    seen.add(name)
    yield from (line.text for line in target.recipe)
    for needed in target.needs:
        yield from _lines_of(makefile, needed, seen)
