"""A package that the guideline builds on is not a dependency."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.manifest import normal
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_EXTRAS = {"standard": {"uvicorn", "httpx", "jinja2", "python-multipart", "email-validator"}}
_EXTRAS["all"] = _EXTRAS["standard"] | {"pydantic-settings", "orjson", "itsdangerous", "pyyaml"}


def check(service: Service, params: Params) -> Iterator[Finding]:
    present = _present(service)
    imported = {normal(i.target.partition(".")[0]) for m in service.application_modules() for i in m.imports}
    locked = {name for lock in service.locks for name in lock.versions} - imported
    for wanted in params.dependencies if present else ():
        names, _, condition = wanted.partition(" if ")
        options = [normal(name.strip()) for name in names.split("|")]
        if condition and normal(condition.strip()) not in present:
            yield Finding.nothing(condition.strip(), options[0])
            continue
        if not (present | locked).intersection(options):
            others = f" (or {', '.join(f'`{o}`' for o in options[1:])})" if options[1:] else ""
            yield Finding.of(service, part=options[0], service=service.name, name=options[0], others=others)


def _present(service: Service) -> set[str]:
    """Distributions that are required at run time or come with one that is."""
    found = {r.name for m in service.manifests for r in m.requirements if r.group in ("", "optional")}
    fastapi = service.requirement("fastapi", "")
    for extra in fastapi.extras if fastapi is not None else ():
        found |= _EXTRAS.get(extra, set())
    if found:
        found |= {"starlette", "pydantic"} if "fastapi" in found else set()
        found |= {"sqlalchemy"} if "sqlmodel" in found else set()
    return found
