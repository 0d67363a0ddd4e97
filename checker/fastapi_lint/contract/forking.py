"""Services that cannot be copied by forking: what they have started while they were imported is not there in a copy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.copies import Served
from fastapi_lint.contract.session import NotStarted, Service

_ASKED = 2
"""Calls that are made again before a service is believed to hang by itself."""


def suffers(service: Served, client: Callable[[], Client], first: Client) -> bool:
    """Whether a call that a forked copy leaves unanswered is answered where nothing was forked.

    From then on no copy of the service is forked any more.
    """
    if not isinstance(service, Service) or not service.forked or not service.has_threads:
        return False
    unanswered = [e for e in first.seen if e.ending in {"hang", "exit"}]
    for call in unanswered[:_ASKED]:
        service.forked = False
        again = client()
        with suppress(NotStarted), again.fresh():  # what two processes cannot share may keep the second from starting
            if not again.call(str(call.probe), call.request, call.operation, call.note).ending:
                return True
        service.forked = True
    return False
