"""A command starts containers in a retired way or outside of compose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_RETIRED = re.compile(r"(?:^|\s|\()docker-compose\s+(?:-|up|down|build|run|exec|logs|pull|push|ps|stop|start|config)")
_BY_HAND = re.compile(
    r"\bdocker run\b.*\s((?:[\w./-]+/)?(?:postgres|redis|mysql|mariadb|mongo|rabbitmq|valkey)[\w./-]*(?::\S+)?)"
)


def check(service: Service) -> Iterator[Finding]:
    if not service.composes:
        yield Finding.nothing("compose file")
        return
    for line in lines(service, "pipeline", "recipe"):
        if _RETIRED.search(line.text):
            yield Finding.of(line, part="command", problem="`docker-compose` is retired; call `docker compose`")
        by_hand = _BY_HAND.search(line.text) if line.where == "recipe" else None
        if by_hand is not None:
            problem = f"this starts `{by_hand[1]}` outside of compose, so `docker compose down` does not stop it"
            yield Finding.of(line, part="run", problem=problem)
    for document in service.documents:
        for block in document.code:
            if _RETIRED.search(block.text):
                yield Finding.of(block, part="command", problem="`docker-compose` is retired; call `docker compose`")
