"""The ports that a compose service publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import ComposeService
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

_DEFAULT = re.compile(r"\$\{\w+:?-([^}]*)\}")


class Published(Record, eq=True):
    """`host` and `target` are texts, "" when they are not written, with variables when those have no default."""

    host: str
    target: str
    at: Location

    @property
    def mapping(self) -> str:
        """`5445:5432`."""
        return f"{self.host}:{self.target}"


def published(service: ComposeService) -> Iterator[Published]:
    """Every port that a service publishes, in the short and in the long form."""
    for item in service.node.elements("ports"):
        if isinstance(item.value, dict):
            yield Published(_plain(item.text("published")), _plain(item.text("target")), item.at)
            continue
        text = _plain(item.text()).partition("/")[0]
        host, _, target = text.rpartition(":")
        yield Published(host.rpartition(":")[2], target, item.at)


def _plain(text: str) -> str:
    """The text with the defaults of its variables."""
    return _DEFAULT.sub(r"\1", text)
