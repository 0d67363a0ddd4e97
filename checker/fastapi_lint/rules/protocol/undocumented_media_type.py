"""An answer has another media type than its document says."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    operation, response = exchange.operation, exchange.response
    if operation is None or response is None or exchange.probe != "valid" or not 200 <= exchange.status < 300:
        return
    answer = operation.answer(exchange.status)
    if answer is None or not answer.media or not response.size or not response.media:
        return
    if not any(_same(media.lower(), response.media) for media in answer.media):
        listed = " or ".join(f"`{media}`" for media in answer.media)
        values = {"operation": exchange.name, "status": str(exchange.status), "media": response.media}
        yield Finding(exchange.place, {**values, "documented": listed})


def _same(documented: str, sent: str) -> bool:
    documented = documented.partition(";")[0].strip()
    if documented in {"*/*", sent} or (documented.endswith("/*") and sent.startswith(documented[:-1])):
        return True
    return documented.endswith("json") and sent.endswith("json")
