"""The image stands on a full distribution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import base_of, builds_python
from fastapi_lint.model.finding import Finding

_FULL = re.compile(
    r"(?:^|^docker\.io/(?:library/)?|^library/|^mcr\.microsoft\.com/|^ghcr\.io/astral-sh/|^tiangolo/|^continuumio/)"
    r"(?:python|uv|pypy|ubuntu|debian|fedora|centos|rockylinux|buildpack-deps|anaconda3|miniconda3|uvicorn-gunicorn.*)$"
)


def check(dockerfile: Dockerfile, params: Params) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    base = base_of(dockerfile)
    globs = (re.escape(g).replace("\\*", ".*") for g in params.images)
    if _FULL.search(base.repository) and not any(re.fullmatch(g, base.image) for g in globs):
        yield Finding.of(base, image=base.image, wanted=params.wanted)
