"""The client chooses which file the service touches."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.client.calls import ClientCall
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.expression import Attribute, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_PATH = "pathlib.Path."


def check(project: Project, params: Params) -> Iterator[Finding]:
    seen: set[tuple[str, Origin]] = set()
    for call in project.client_calls:
        origin = _origin(call, params)
        if origin is None or origin.glued or origin.source == "credential":
            continue
        key = (call.data.function.symbol, origin)
        if key not in seen:  # what follows the first use in a function has the same cause
            seen.add(key)
            form = "be `..`" if origin.segment else "contain `../` or be absolute"
            yield Finding.of(call, chain=call.chain, call=text(call.call), origin=origin.described, form=form)


def _origin(call: ClientCall, params: Params) -> Origin | None:
    if call.target in params.deleters:
        return call.origin(0, "path")
    if call.target in params.files:
        origin = call.origin(0, "path", "file", "src", "filename", "top")
    elif call.target.startswith(_PATH) and isinstance(call.call.func, Attribute):
        method = call.target.removeprefix(_PATH)
        origin = call.data.of(call.call.func.value) if method in params.methods else None
    else:
        return None
    return origin if origin is not None and not origin.segment and not _is_upload_itself(origin) else None


def _is_upload_itself(origin: Origin) -> bool:
    """Whether it is the open file of an upload, which some calls take in place of a path."""
    return origin.source == "file" and origin.name != "filename"
