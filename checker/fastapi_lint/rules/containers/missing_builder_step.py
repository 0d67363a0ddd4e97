"""The builder does not do what the guideline asks of it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.model.finding import Finding


def check(dockerfile: Dockerfile, params: Params) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    builders = dockerfile.stages[:-1] or dockerfile.stages
    done = [stage.image for stage in builders]
    for instruction in (i for stage in builders for i in stage.named("RUN", "COPY")):
        done += [instruction.command, *instruction.flags.values()]
    for step, text in params.steps.items():
        if not any(text in what for what in done):
            yield Finding.of(builders[0], part=step, step=step, text=text)
