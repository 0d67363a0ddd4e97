"""Runs of a service in the modes that single calls do not show."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from msgspec.structs import replace

from fastapi_lint.contract.framing import Ended, Json, Late
from fastapi_lint.contract.modes.bare import without_environment
from fastapi_lint.contract.modes.server import serve
from fastapi_lint.contract.modes.untried import NotTried
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.recognition import Probe
from fastapi_lint.contract.session import NotStarted, Service
from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.diagnostic import Skipped


def mode_runs(
    service: Service, places: Places, document: Document, names: Collection[str], *, whole: bool
) -> tuple[list[ModeRun], list[Skipped]]:
    """What each mode showed, and which could not be tried; only `whole` starts further processes.

    `names` are those of the variables that the service is given.
    """
    app = service.launch.app
    runs = [ModeRun("import", places.app, app, _effects(service.told)), _shutdown(service, places)]
    skipped: list[Skipped] = []
    further: dict[str, Callable[[], list[ModeRun]]] = {
        "the service without its environment": lambda: without_environment(service, places, document, names),
        "the service with workers": lambda: serve(service, places, document),
    }
    for subject, run in further.items() if whole else ():
        try:
            runs += run()
        except NotTried as reason:
            runs += reason.runs
            skipped.append(Skipped(subject, str(reason)))
    return [replace(run, mode=Probe(run.mode)) for run in runs], skipped


def _effects(told: Json) -> str:
    """What importing the service did besides."""
    effects = told.get("effects", {})
    done = [f"it reaches for {host}" for host in dict.fromkeys(told.get("denied", ()))]
    if threads := effects.get("threads", 0):
        done.append(f"it starts {threads} thread{'s' if threads > 1 else ''}")
    if programs := effects.get("programs", 0):
        done.append(f"it starts {programs} process{'es' if programs > 1 else ''}")
    return ", ".join(done)


def _shutdown(service: Service, places: Places) -> ModeRun:
    """What comes of ending the lifespan: at once or, where that goes wrong, when what it has begun has had time."""
    at_once = _ended(service, places, 0.0)
    return _ended(service, places, _SETTLED) if at_once.problem else at_once


def _ended(service: Service, places: Places, settle: float) -> ModeRun:
    app, seconds = service.launch.app, service.launch.timeout
    try:
        group = service.group()
    except NotStarted:
        return ModeRun("shutdown", places.app, app)
    try:
        time.sleep(settle)
        answer = group.remote.ask({"order": "stop"}, seconds + 2)
    except Late:
        answer = {"hangs": True}
    except Ended:
        answer = {"error": {"type": "the process", "message": "it ends at once", "frames": []}}
    finally:
        group.close()
    if "hangs" in answer:
        return ModeRun("shutdown", places.app, app, f"is still busy after {seconds:g} s")
    if error := answer.get("error"):
        found = places.raised(error, places.app)
        return ModeRun("shutdown", found.at, app, f"fails with {found.told}")
    return ModeRun("shutdown", places.app, app)


_SETTLED = 2.0
"""Seconds after which the tasks that a startup leaves behind have begun."""
