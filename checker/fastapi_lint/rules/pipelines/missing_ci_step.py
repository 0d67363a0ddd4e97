"""The pipeline leaves out a check that the guideline asks for."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.ci_steps import CI_STEPS, done_by
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.telemetry import has_database
from fastapi_lint.model.finding import Finding

_OTHER_SYSTEMS = (
    *(".circleci/", "Jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml"),
    *(".woodpecker.yml", ".woodpecker/", "cloudbuild.yaml", "buildspec.yml", ".buildkite/", ".forgejo/", ".gitea/"),
)


def check(service: Service, params: Params) -> Iterator[Finding]:
    if service.repository_has(*_OTHER_SYSTEMS) or _runs_elsewhere(service):
        return
    done = set(done_by(service))
    for step in params.steps:
        if step == "migrations" and not (has_database(service) or service.alembics):
            yield Finding.nothing("database", step)
        elif step not in done and step in CI_STEPS:
            at = service.workflows[0] if service.workflows else service
            yield Finding.of(at, part=step, what=CI_STEPS[step].does)


def _runs_elsewhere(service: Service) -> bool:
    """Whether a pipeline calls another one that is kept in another repository."""
    for workflow in service.workflows:
        if any(job.node.text("uses") and not job.node.text("uses").startswith("./") for job in workflow.jobs):
            return True
        if workflow.root.has("include"):
            return True
    return False
