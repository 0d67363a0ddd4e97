"""What a service does when it is started, stopped or served in another way than by single calls."""

from __future__ import annotations

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class ModeRun(Record):
    """One such run. `problem` says what went wrong in words that follow the name of the app, "" when nothing did.

    `mode` is "import" (what importing it does besides), "shutdown" (the end of its lifespan), "bare" (without the
    environment that it is given), "workers" (several processes) or "termination" (SIGTERM while it answers).
    """

    mode: str
    at: Location
    app: str
    problem: str = ""
