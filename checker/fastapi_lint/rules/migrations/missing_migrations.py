"""Tables are defined, but nothing migrates the database."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_OTHERS = (
    *("**/migrations/**/*.sql", "**/migrations/*.sql", "flyway.conf", "atlas.hcl", "dbmate.yml", "sqitch.conf"),
    *("**/alembic/versions/*.py", "**/migrations/versions/*.py", "yoyo.ini", "**/alembic.ini", "aerich.ini"),
    *("**/prisma/schema.prisma", "**/schema.prisma"),
)


def check(service: Service) -> Iterator[Finding]:
    models = service.project.models.values()
    if not any(model.kind == "orm" and model.module in service.modules for model in models):
        return
    alembics = service.alembics
    if alembics:
        if not any(a.revision_paths or a.folder is None for a in alembics):
            yield Finding.of(service, service=f"`{service.name}`", problem="there is no revision")
    elif not service.repository_has(*_OTHERS):
        problem = "nothing migrates them; set up Alembic"
        yield Finding.of(service, service=f"`{service.name}`", problem=problem)
