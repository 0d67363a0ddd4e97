"""A file is read or written on the event loop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import Call, Name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding

_ARCHIVES = frozenset({"zipfile.ZipFile", "tarfile.open"})
_OPENED = re.compile(r"(?i)^f$|fp$|fobj|file_?(?:obj|handle)|buffer|stream|body|bytes")
_IN_MEMORY = frozenset({"io.BytesIO", "io.StringIO"})


def check(call: LoopCall, params: Params, project: Project) -> Iterator[Finding]:
    if call.blocks_in(params.calls) and not _inside_open_file(call) and not _in_memory(call, project):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)


def _inside_open_file(call: LoopCall) -> bool:
    """Whether an enclosing `with open(…)` is reported already: `copyfileobj` in it is the same defect."""
    frames = (f for f in call.site.frames if f.kind is FrameKind.WITH and not f.is_async)
    return any(isinstance(i, Call) and i.method == "open" for f in frames for i in f.items)


def _in_memory(call: LoopCall, project: Project) -> bool:
    """Whether an archive is made of bytes, or of a file that someone else opened."""
    subject = call.site.call.argument(0)
    archive = call.target in _ARCHIVES and isinstance(subject, Name) and bool(_OPENED.search(subject.id))
    return (
        archive
        or call.site.call.keyword("fileobj") is not None
        or project.types.of(subject, call.function) in _IN_MEMORY
    )
