"""The image runs the service as root."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.model.finding import Finding

_ROOT = frozenset({"root", "0"})


def check(dockerfile: Dockerfile, params: Params) -> Iterator[Finding]:
    users = dockerfile.effective("USER")
    image = dockerfile.lineage()[0].image
    if users:
        if users[-1].text.partition(":")[0] in _ROOT:
            yield Finding.of(users[-1], user="root")
    elif image and not any(part in image for part in params.images):
        yield Finding.of(dockerfile, user="root: nothing sets another user")
