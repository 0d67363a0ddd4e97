"""The code imports a package that the project does not declare."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Import, Module
from fastapi_lint.facts.expression import Sequence, target_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import block_of

_BROUGHT = {
    "fastapi": {"starlette", "pydantic", "pydantic_core", "typing_extensions", "anyio", "annotated_types"},
    "pydantic": {"pydantic_core", "typing_extensions", "annotated_types"},
    "sqlmodel": {"sqlalchemy", "pydantic"},
    "httpx": {"httpcore", "anyio", "certifi"},
    "requests": {"urllib3", "certifi", "idna"},
    "uvicorn": {"click", "h11"},
    "boto3": {"botocore", "s3transfer"},
    "aioboto3": {"aiobotocore", "botocore", "boto3"},
    "pymongo": {"bson", "gridfs"},
    "motor": {"pymongo", "bson", "gridfs"},
    "celery": {"kombu", "billiard", "vine"},
    "alembic": {"sqlalchemy", "mako"},
    "jinja2": {"markupsafe"},
}
_BROUGHT_BY_EXTRAS = {
    ("fastapi", "all"): {"orjson", "ujson", "itsdangerous", "pyyaml", "pydantic_settings", "pydantic_extra_types"},
    ("fastapi", "standard"): {"pydantic_settings", "pydantic_extra_types"},
}
_WEB_EXTRAS = {"httpx", "jinja2", "python_multipart", "email_validator", "uvicorn", "fastapi_cli"}


def check(service: Service, params: Params) -> Iterator[Finding]:
    required = [r for m in service.manifests for r in m.requirements]
    declared = {name.replace("-", "_") for r in required for name in (r.name, *r.extras)}
    if "fastapi" not in declared:
        return
    known = declared | {name for d in declared for name in _BROUGHT.get(d, ())}
    for (name, extra), brought in _BROUGHT_BY_EXTRAS.items():
        if any(r.name == name and extra in r.extras for r in required):
            known |= brought | _WEB_EXTRAS
    tops = {p.split("/")[i] for p in service.files if p.endswith(".py") for i in range(p.count("/") + 1)}
    own = {top.removesuffix(".py") for top in tops} | set(sys.stdlib_module_names) | {"__future__", "builtins"}
    reported: set[str] = set()
    for module in service.application_modules():
        for found in _unconditional(module) if not _guards_imports(module) else ():
            name = found.target.partition(".")[0]
            if not name or found.guard or name in own or name in reported or service.project.is_known(name):
                continue
            if not _is_declared(name, params.known.get(name), known):
                reported.add(name)
                yield Finding.of(found, module=name)


def _is_declared(name: str, distribution: str | None, known: set[str]) -> bool:
    if distribution == "" or name.startswith("_"):
        return True
    plain = name.lower()
    if plain in known or (distribution or "").lower().replace("-", "_") in known:
        return True
    return any(plain in d.split("_") or d.startswith(plain) or plain.startswith(d) for d in known)


def _unconditional(module: Module) -> Iterator[Import]:
    """The imports that do not stand in a top-level `if`."""
    conditional = {block_of(f.at) for f in module.top.frames if f.kind is FrameKind.IF}
    return (i for i in module.imports if block_of(i.at) not in conditional)


def _guards_imports(module: Module) -> bool:
    """Whether a `try` around imports lets one of them be absent."""
    for frame in module.top.frames:
        if frame.kind is FrameKind.TRY:
            for caught in frame.catches:
                names = caught.items if isinstance(caught, Sequence) else (caught,)
                if any(n is None or target_of(n).endswith(("ImportError", "NotFoundError")) for n in names):
                    return True
    return False
