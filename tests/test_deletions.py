"""What a conforming service has is missed when it goes: one thing at a time, beside what the planted twins show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from tests.test_profile_services import ROOT

DELETED = [
    ("capabilities", "missing-guideline-reference", "docs/microservices-design.md", ""),
    ("capabilities", "missing-required-path", "tests/conftest.py", ""),
    ("event-service", "incomplete-env-example", ".env.example", "SERVICE_DATABASE_URL="),
    ("event-service", "missing-compose-service", "docker-compose.service.yml", "    build: ."),
    ("event-service", "missing-container-file", "Dockerfile", ""),
    ("event-service", "missing-deployment-manifest", "k8s/members.yaml", ""),
    ("event-service", "missing-error-handler", "main.py", "@app.exception_handler(HTTPException)"),
    ("event-service", "missing-from-attributes", "members.py", "    model_config = ConfigDict(from_attributes=True)"),
    ("event-service", "missing-health-route", "health.py", ""),
    ("event-service", "missing-json-logs", "middleware/logging.py", ""),
    ("event-service", "missing-log-redaction", "middleware/logging.py", ""),
    ("event-service", "missing-module-symbol", "middleware/auth.py", ""),
    ("event-service", "missing-pytest-setting", "pytest.ini", ""),
    ("event-service", "missing-request-id", "middleware/logging.py", ""),
    ("event-service", "missing-request-logging", "middleware/logging.py", ""),
    ("granian-template", "missing-ci-step", ".github/workflows/ci.yml", ""),
    ("granian-template", "missing-dependency", "pyproject.toml", '    "granian[reload]'),
    ("granian-template", "missing-error-handler", "app/middleware/exception.py", ""),
    ("granian-template", "missing-lock-file", "uv.lock", ""),
    ("granian-template", "missing-router-aggregator", "app/api/main.py", ""),
    ("granian-template", "missing-server-runner", "main.py", ""),
    ("granian-template", "missing-service-container", "app/core/dependencies.py", ""),
    ("granian-template", "missing-storage-service", "app/services/store/main.py", ""),
    ("granian-template", "missing-test-suite", "tests/test_reports.py", ""),
    ("granian-template", "missing-transient-finalizer", "app/middleware/transient.py", ""),
    ("principles", "incomplete-env-example", ".env.example", "DATABASE_URL="),
    ("principles", "incomplete-error-base", "app/core/exceptions.py", "    status: int = HTTPStatus.BAD_REQUEST"),
    ("principles", "missing-container-file", "Dockerfile", ""),
    ("principles", "missing-data-factory", "tests/factories.py", ""),
    ("principles", "missing-dependency", "pyproject.toml", '    "asyncpg'),
    ("principles", "missing-dev-group", "pyproject.toml", "[dependency-groups]"),
    ("principles", "missing-feature-flag", "app/core/config.py", ""),
    ("principles", "missing-guideline-reference", "docs/guideline.md", ""),
    ("principles", "missing-health-route", "app/system/router.py", ""),
    ("principles", "missing-metrics", "app/infra/db/base.py", ""),
    ("principles", "missing-request-id", "app/core/constants.py", ""),
    ("principles", "missing-retention-policy", "app/auth/router.py", ""),
    ("principles", "missing-setting", "app/core/config.py", "    app_name: str"),
    ("principles", "missing-tracing", "app/core/tracing.py", ""),
    ("single-process", "incomplete-env-example", ".env.example", "APP_DATABASE_URL="),
    ("single-process", "missing-compose-service", "docker-compose.yaml", "    build: ."),
    ("single-process", "missing-container-file", "Dockerfile", ""),
    ("single-process", "missing-dependency", "pyproject.toml", '    "pydantic-settings'),
    ("single-process", "missing-dev-group", "pyproject.toml", "[dependency-groups]"),
    ("single-process", "missing-from-attributes", "src/stock/schemas/item.py", "    model_config = ConfigDict("),
    ("single-process", "missing-health-route", "src/stock/api/v1/endpoints/health.py", ""),
    ("single-process", "missing-required-path", ".env.example", ""),
    ("single-process", "missing-router-aggregator", "src/stock/api/v1/router.py", ""),
    ("single-process", "missing-setting", "src/stock/config.py", "    model_config = SettingsConfigDict("),
]
"""(profile, rule, file, how the one line begins that goes; "" when the whole file goes)."""


@pytest.mark.parametrize(("profile", "rule", "path", "line"), DELETED)
def test_what_goes_is_missed(profile: str, rule: str, path: str, line: str, tmp_path: Path) -> None:
    service = shutil.copytree(ROOT / profile / "clean", tmp_path / "service")
    file = service / path
    lines = file.read_text("utf-8").splitlines()
    file.unlink()
    if line:
        assert sum(text.startswith(line) for text in lines) == 1, "the service has changed; name another line"
        file.write_text("\n".join(text for text in lines if not text.startswith(line)), encoding="utf-8")
    found = check_project(Request(paths=(service,), profile=profile, no_cache=True, no_delegates=True))
    assert rule in {d.rule for d in found.shown}
