"""From where other machines can install this fastapi-lint: a repository at a revision, or a package index."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fastapi_lint import __version__
from fastapi_lint.delegate.changed import remote, revision
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record

_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[/:](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?")
_SCP = re.compile(r"(?P<user>[\w.-]+@[\w.-]+):(?!/)(?P<path>.+)")


class Origin(Record, eq=True):
    """`url` and `revision` of a repository, or the `version` on an index; all empty when only this machine has it."""

    url: str = ""
    revision: str = ""
    version: str = ""

    @property
    def requirement(self) -> str:
        """What pip is given, "" when nobody else can install it."""
        if self.version:
            return f"fastapi-lint=={self.version}"
        if not self.url:
            return ""
        scp = _SCP.fullmatch(self.url)
        url = f"ssh://{scp['user']}/{scp['path']}" if scp else self.url
        return f"fastapi-lint @ git+{url if '://' in url else Path(url).absolute().as_uri()}@{self.revision}"

    @property
    def github(self) -> str:
        """`owner/name` on GitHub, "" elsewhere."""
        found = _GITHUB.fullmatch(self.url)
        return found["name"] if found else ""


def origin(asked: str | None) -> Origin:
    """The repository that is asked for as URL@REVISION, else where this installation came from."""
    if asked is None:
        return installed_from(_direct_url())
    url, _, revision = asked.rpartition("@")
    if not url or not revision or re.search(r"[:\s]", revision):
        raise UsageError(
            f"--source: `{asked}` is no URL@REVISION, as in `https://git.example/lint.git@v{__version__}`."
        )
    return Origin(url, revision)


def installed_from(direct_url: str | None) -> Origin:
    """What the installer noted (PEP 610); nothing is noted for what comes from an index."""
    if direct_url is None:
        return Origin(version=__version__)
    noted = json.loads(direct_url)
    if "vcs_info" in noted:
        return Origin(noted["url"], noted["vcs_info"]["commit_id"])
    folder = Path(unquote(urlsplit(noted["url"]).path))
    url = remote(folder) if "dir_info" in noted else ""
    return Origin(url, revision(folder)) if urlsplit(url).netloc or _SCP.fullmatch(url) else Origin()


def _direct_url() -> str | None:
    try:
        return distribution("fastapi-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
