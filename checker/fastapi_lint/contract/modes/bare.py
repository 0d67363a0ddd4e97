"""A service without the environment that it is given: it must say at once what it lacks."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from fastapi_lint.contract.environment import environment
from fastapi_lint.contract.modes.untried import NotTried
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.session import NotStarted, Service, loaded
from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.location import Location

_MOST = 10


def without_environment(service: Service, places: Places, document: Document, names: Collection[str]) -> list[ModeRun]:
    """One run; NotTried when the service is given no variables."""
    if not names:
        raise NotTried("it is given no --env-file, so there is nothing to leave out")
    folder = service.folder / "bare"
    folder.mkdir(exist_ok=True)
    launch = replace(service.launch, environment=environment(None, folder))
    try:
        with loaded(launch, folder) as bare:
            at, problem = _late(bare, places, document, names)
    except NotStarted as failure:
        at, _ = places.innermost(failure.frames)
        problem = "" if _named(failure.reason, names) else f"{failure.reason}, which names no variable that it lacks"
    return [ModeRun("bare", at, launch.app, problem)]


def _late(service: Service, places: Places, document: Document, names: Collection[str]) -> tuple[Location, str]:
    """The first simple call that fails for want of a variable."""
    simple = [o for o in document.operations if o.method == "GET" and "{" not in o.path][:_MOST]
    group = service.group()
    try:
        for operation in simple:
            if group.ending:
                break
            call = {"method": "GET", "target": operation.path, "headers": [["host", "testserver"]]}
            ((answer, _),) = group.call([(call, b"")])
            error = answer.get("error")
            if error and _named(error["message"], names):
                found = places.raised(error, operation.at)
                return found.at, f"starts, and `{operation.name}` then fails with {found.told}"
    finally:
        group.close()
    return places.app, ""


def _named(text: str, names: Collection[str]) -> bool:
    return any(name.lower() in text.lower() for name in names)
