"""A service that writes has no authentication, or one that is not wanted."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.authentication import depends_on_authentication, has_authenticating_middleware
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_READING = frozenset({"search", "query", "filter", "predict", "preview", "validate", "compute", "calculate", "convert",
                      "parse", "extract", "embed", "token", "login", "webhook"})  # fmt: skip


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    sites = [site for module in service.application_modules() for site, _ in module.sites()]
    made = [(site, project.follow(site.target)) for site in sites]
    schemes = [(site, target) for site, target in made if target.startswith("fastapi.security")]
    if not schemes and not _knows_tokens(service):
        yield Finding.nothing("authentication", "scheme")
    oauth = any(target.rpartition(".")[2].startswith(("OAuth2", "OpenIdConnect")) for _, target in schemes)
    for site, target in schemes:
        if (name := target.rpartition(".")[2]) in params.unwanted and not (oauth and name == "HTTPBasic"):
            yield Finding.of(site, part="scheme", problem=f"`{name}` is not a wanted scheme")
    writing = [r for r in service.routes if r.writes and is_documented(project, r)]
    writing = [r for r in writing if not _READING & {*words(r.function.name), *words((r.path or "").replace("/", "_"))}]
    if not writing:
        return
    asked = any(depends_on_authentication(project, r) or not r.complete for r in service.routes)
    if not asked and not has_authenticating_middleware(project) and not _knows_tokens(service):
        verb = "operation changes" if len(writing) == 1 else "operations change"
        problem = f"{len(writing)} {verb} data, and nothing asks who calls"
        yield Finding.of(service.app, part="none", problem=problem)


def _knows_tokens(service: Service) -> bool:
    """Whether anything that is imported has to do with authentication."""
    targets = (i.target.lower() for m in service.application_modules() for i in m.imports)
    return any(
        name in t for t in targets for name in ("jwt", "jose", "oauth", "auth", "fastapi.security", "casdoor", "clerk")
    )
