"""A password is hashed with a function that is not made for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Call, Name, Sequence, is_constant, string, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_PASSWORD = re.compile(r"(?i)pass(?:word|wd|phrase)|\bpwd|_pwd")
_SLOW = ("bcrypt.", "argon2.", "pwdlib.", "passlib.", "nacl.")
_BREACHES = re.compile(r"(?i)breach|pwned|leak|compromised|etag|cache|fingerprint")


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    allowed = " or ".join(params.allowed)
    for site, function in module.sites():
        target = project.follow(site.target)
        place = function.name if function is not None else module.name
        fast = target.startswith("hashlib.") and function is not None and _hashes_password(project, site, function)
        context = target.endswith(".CryptContext") and _first_scheme(site.call) not in ("", *params.allowed)
        if fast or context:
            yield Finding.of(site, call=text(site.call), function=place, allowed=allowed)


def _hashes_password(project: Project, site: CallSite, function: Function) -> bool:
    if is_constant(site.call.keyword("usedforsecurity"), value=False) or _BREACHES.search(function.qualname):
        return False
    if any(project.follow(s.target).startswith(_SLOW) for s in function.body.calls):
        return False
    names = [p.id for a in site.call.args for p in walk(a.value) if isinstance(p, Name)]
    about = any(_PASSWORD.search(n) for n in names) if names else any(_PASSWORD.search(p.name) for p in function.params)
    return about and site.call.method not in ("new", "scrypt", "file_digest")


def _first_scheme(call: Call) -> str:
    """The scheme with which passlib makes new hashes, without its variant; "" when it cannot be known."""
    schemes = call.argument(0, "schemes")
    first = schemes.items[0] if isinstance(schemes, Sequence) and schemes.items else None
    return (string(first) or "").replace("bcrypt_sha256", "bcrypt")
