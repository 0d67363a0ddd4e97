"""Links to lines of the commit that a build server is checking."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi_lint.model.location import Location
from fastapi_lint.reporters.uri import is_relative, uri


def permalinks(environ: Mapping[str, str]) -> Callable[[Location], str]:
    """Gives the URL of a place, "" where there is none; paths count from the root of the repository.

    The variables are those that GitHub Actions and GitLab CI set for every job.
    """
    base = _github(environ) or _gitlab(environ)

    def link(at: Location) -> str:
        if not base or not at.path or not is_relative(at.path) or at.path.startswith(".."):
            return ""
        return f"{base}/{uri(at.path)}" + (f"#L{at.line}" if at.line else "")

    return link


def _github(environ: Mapping[str, str]) -> str:
    server, repository, commit = (environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""


def _gitlab(environ: Mapping[str, str]) -> str:
    project, commit = (environ.get(f"CI_{name}") for name in ("PROJECT_URL", "COMMIT_SHA"))
    return f"{project}/-/blob/{commit}" if project and commit else ""
