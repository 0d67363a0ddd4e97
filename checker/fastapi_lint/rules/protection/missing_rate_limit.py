"""Nothing limits how often a client may call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_LIBRARIES = ("slowapi", "fastapi-limiter", "limits", "ratelimit", "pyrate-limiter", "aiolimiter", "fastapi-guard",
              "fastapi-advanced-rate-limiter", "asgi-ratelimit")  # fmt: skip
_NAMED = re.compile(r"(?i)rate_?limit|throttl|request_?limit|limiter|quota")


def check(service: Service) -> Iterator[Finding]:
    if service.routes and not service.requires(*_LIBRARIES) and not any(_limits(m) for m in service.modules):
        yield Finding.of(service.app, service=service.name)


def _limits(module: Module) -> bool:
    """Whether a module defines or imports something that is called a limit of calls."""
    names = [module.name, *(c.name for c in module.classes), *(f.name for f in module.functions)]
    names += [i.target for i in module.imports]
    return any(_NAMED.search(name) for name in names)
