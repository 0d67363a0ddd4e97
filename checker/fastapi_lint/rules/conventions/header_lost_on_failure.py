"""The answer to a failure lacks headers that all others have."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_KEPT = ("x-request-id", "x-correlation-id", "access-control-allow-origin")
_PROTECTING = ("x-content-type-options", "x-frame-options", "content-security-policy", "strict-transport-security")


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "after-failure" or not 200 <= trial.last.status < 300:
        return
    failed = trial.exchanges[0]
    for header in (*_KEPT, *_PROTECTING):
        if trial.last.header(header) is not None and failed.header(header) is None:
            yield Finding(failed.home, {"header": header}, part=header)
