"""Which server a service runs behind, and how that server is started with several workers."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from fastapi_lint.contract.modes.untried import NotTried
from fastapi_lint.contract.session import Launch
from fastapi_lint.model.record import Record

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_WORKER = "uvicorn_worker"
"""The package to which uvicorn has moved its worker for gunicorn."""
_TELL = "import importlib.util as u, sys; print(*(n for n in sys.argv[1:] if u.find_spec(n)))"
_PATIENCE = 30.0


class Server(Record, eq=True):
    """`module` is run as by `python -m`; `drains` means that it answers what it has half read."""

    module: str
    arguments: tuple[str, ...]
    drains: bool = True


def server_of(launch: Launch, port: int, workers: int) -> Server:
    """The server that the project names, else one that is installed for it; raises NotTried when none is."""
    installed = _installed(launch, (*_STARTED, _WORKER))
    named = _named(launch.root)
    for module in sorted(_STARTED, key=lambda name: (name not in named, name == "uvicorn" and bool(named - {name}))):
        if module in installed:
            arguments = _STARTED[module](launch, str(port), str(workers), installed)
            return Server(module, arguments, module != "hypercorn")
    raise NotTried(f"none of {', '.join(_STARTED)} is installed for {launch.python}")


def _installed(launch: Launch, names: Iterable[str]) -> frozenset[str]:
    command = [str(launch.python), "-c", _TELL, *names]
    try:
        done = subprocess.run(
            command, env=launch.environment, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise NotTried(f"{launch.python} does not tell which servers it has") from None
    return frozenset(done.stdout.split())


def _named(root: Path) -> frozenset[str]:
    """The servers among the dependencies of the project's pyproject.toml."""
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text("utf-8")).get("project", {})
    except (OSError, ValueError):
        return frozenset()
    listed = project.get("dependencies", ()) if isinstance(project, dict) else ()
    names = (match[0].lower() for text in listed if isinstance(text, str) and (match := _NAME.match(text)))
    return frozenset(names) & _STARTED.keys()


def _uvicorn(launch: Launch, port: str, workers: str, _: frozenset[str]) -> tuple[str, ...]:
    factory = ("--factory",) if launch.factory else ()
    where = ("--host", "127.0.0.1", "--port", port)
    return launch.app, *where, "--workers", workers, "--log-level", "critical", *factory


def _granian(launch: Launch, port: str, workers: str, _: frozenset[str]) -> tuple[str, ...]:
    factory = ("--factory",) if launch.factory else ()
    where = ("--interface", "asgi", "--host", "127.0.0.1", "--port", port)
    return *where, "--workers", workers, "--no-log", *factory, launch.app


def _hypercorn(launch: Launch, port: str, workers: str, _: frozenset[str]) -> tuple[str, ...]:
    return "--bind", f"127.0.0.1:{port}", "--workers", workers, "--log-level", "CRITICAL", _called(launch)


def _gunicorn(launch: Launch, port: str, workers: str, installed: frozenset[str]) -> tuple[str, ...]:
    kind = f"{_WORKER}.UvicornWorker" if _WORKER in installed else "uvicorn.workers.UvicornWorker"
    where = ("--bind", f"127.0.0.1:{port}", "--worker-class", kind)
    return *where, "--workers", workers, "--log-level", "critical", _called(launch)


def _called(launch: Launch) -> str:
    return f"{launch.app}()" if launch.factory else launch.app


_STARTED: dict[str, Callable[[Launch, str, str, frozenset[str]], tuple[str, ...]]] = {
    "uvicorn": _uvicorn,
    "granian": _granian,
    "hypercorn": _hypercorn,
    "gunicorn": _gunicorn,
}
