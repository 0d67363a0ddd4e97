"""The container runs as root."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import base_of, builds_python
from fastapi_lint.model.finding import Finding

_STEPPING_DOWN = ("gosu", "su-exec", "setpriv", "runuser", "start-stop-daemon")


def check(dockerfile: Dockerfile, params: Params) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    if "openshift" in dockerfile.path.lower():  # the platform starts every image under a user of its own
        return
    users = dockerfile.effective("USER")
    user = users[-1].text.partition(":")[0].strip() if users else ""
    if user.startswith("$"):
        return
    if user in ("root", "0") or (not user and not _base_has_user(dockerfile)):
        commands = dockerfile.effective("RUN", "ENTRYPOINT", "CMD")
        if not any(word in i.command for i in commands for word in _STEPPING_DOWN):
            at = users[-1].at if users else dockerfile.at
            yield Finding(at, {"problem": "the container runs as root; create a user and write `USER`"})
    elif params.user and user and user != params.user and not user.isdigit():
        problem = f"the container runs as `{user}`; the agreed user is `{params.user}`"
        yield Finding.of(users[-1], problem=problem)


def _base_has_user(dockerfile: Dockerfile) -> bool:
    base = base_of(dockerfile)
    unprivileged = ("chainguard", "cgr.dev/", "/lambda/")  # AWS runs functions as a user of its own
    return not base.image or "nonroot" in base.tag or any(part in base.image for part in unprivileged)
