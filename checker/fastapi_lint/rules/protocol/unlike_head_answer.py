"""HEAD is answered otherwise than GET."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange, Trial
from fastapi_lint.model.finding import Finding

_SAME = ("content-type", "etag", "last-modified", "cache-control", "location")
_LENGTH = "content-length"


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "head":
        return
    first, head, again = trial.exchanges
    if problem := next(_differences(first, head, again), ""):
        yield Finding(first.place, {"path": head.request.path, "problem": problem}, part=problem.partition(":")[0])


def _differences(first: Exchange, head: Exchange, again: Exchange) -> Iterator[str]:
    """What HEAD says otherwise, of all that is the same whenever GET is asked."""
    if head.status != first.status == again.status:
        yield f"the status {head.status}, and GET with {first.status}"
    for name in _SAME:
        told, wanted = head.header(name), first.header(name)
        if wanted is not None and told != wanted == again.header(name):
            yield f"`{name}: {told}`, and GET with `{wanted}`" if told else f"no `{name}`, and GET with `{wanted}`"
    told, wanted = head.header(_LENGTH), first.header(_LENGTH)
    if told is not None and wanted is not None and told != wanted == again.header(_LENGTH):
        yield f"`{_LENGTH}: {told}`, and GET with `{wanted}`"
