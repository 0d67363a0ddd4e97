"""Which objects made while a request is served outlive it."""

from __future__ import annotations

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.web import LoopCall

_TAILORED = ("transport", "auth", "cookies", "cookie_jar", "proxy", "proxies", "mounts", "cert", "connector")
"""Options that a client made for one request may need: one that carries them cannot be shared."""


def is_kept(call: LoopCall) -> bool:
    """Whether the client outlives the request (cached, made in a constructor, stored) or belongs to it alone."""
    function = call.function
    if any(call.site.call.keyword(option) is not None for option in _TAILORED):
        return True
    if any("cache" in d.target or "fixture" in d.target for d in function.decorators) or function.name == "__init__":
        return True
    if any(f.kind is FrameKind.IF for f in call.site.frames):
        return True
    stored = [a for a in function.body.assigns if a.value is call.site.call]
    return any(not a.names or a.names[0] in function.body.globals for a in stored)
