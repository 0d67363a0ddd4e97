"""Which categories of rules a file can break, told from its name and its text."""

from __future__ import annotations

import re

_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    (r"(^|/)(test_|conftest|tests?/)", "", "testing"),
    (r"Dockerfile|\.dockerignore", "", "containers"),
    (r"compose[^/]*\.ya?ml$", "", "compose"),
    (r"\.github/workflows/|\.gitlab-ci", "", "pipelines"),
    (r"pyproject\.toml$|requirements[^/]*\.txt$", "", "packaging tooling"),
    (r"(^|/)(alembic|migrations?)/|alembic\.ini", "", "migrations"),
    (r"\.md$", "", "documentation"),
    (r"\.py$", r"@\w+\.(get|post|put|patch|delete)\(|APIRouter\(", "routing parameters responses interface idioms"),
    (r"\.py$", r"\bDepends\(|Header\(|Query\(", "parameters"),
    (r"\.py$", r"\bFastAPI\(|lifespan|add_middleware", "application assembly"),
    (r"\.py$", r"\basync def\b|asyncio", "concurrency"),
    (r"\.py$", r"\bBaseModel\b|pydantic", "schemas interface"),
    (r"\.py$", r"BaseSettings|os\.environ|getenv", "configuration"),
    (r"\.py$", r"sqlalchemy|sqlmodel|AsyncSession", "database persistence"),
    (r"\.py$", r"jwt|password|token|OAuth2|secrets?\b", "security protection"),
    (r"\.py$", r"raise \w+|exception_handler|except ", "failures errors"),
    (r"\.py$", r"httpx|aiohttp|requests", "resilience"),
    (r"\.py$", r"logging|loguru|structlog", "observability"),
    (r"\.py$", r"redis|xadd|xread", "messaging storage"),
)


def subjects(path: str, text: str) -> frozenset[str]:
    """The ids of the categories that matter to a file."""
    return frozenset(
        category
        for name, content, categories in _SUBJECTS
        if re.search(name, path) and (not content or re.search(content, text))
        for category in categories.split()
    )
