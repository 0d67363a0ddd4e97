"""A deployment serves with one process, or with gunicorn's synchronous or a retired worker."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.launching import Launch, production_launches
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    scaled = params.replicas and _has_replicas(service)
    configured = service.has("**/gunicorn.conf.py", "**/gunicorn_conf.py", "**/gunicorn*.py")
    met = tuple(production_launches(service))
    yield from Finding.unless(met, "command that starts a server")
    for run in met:
        if run.server == "gunicorn":
            yield from _judge_gunicorn(run, configured=configured or run.option("-c", "--config") is not None)
        elif run.server == "uvicorn" and not scaled and (run.workers or "1") == "1":
            yield Finding.of(run, part="one", problem="starts one process only")


def _judge_gunicorn(run: Launch, *, configured: bool) -> Iterator[Finding]:
    worker = run.option("-k", "--worker-class")
    if worker is None and not configured:
        yield Finding.of(run, part="class", problem="uses gunicorn's own worker, which cannot run an ASGI application")
    elif worker is not None and worker.startswith("uvicorn.workers."):
        yield Finding.of(run, part="class", problem=f"uses `{worker}`, which the package uvicorn-worker has replaced")


def _has_replicas(service: Service) -> bool:
    """Whether an orchestrator starts several containers, so that one process each is enough."""
    objects = [d for k in service.kubernetes for d in k.documents]
    if any(d.text("kind") == "HorizontalPodAutoscaler" for d in objects):
        return True
    numbers = [d.text("spec", "replicas") for d in objects]
    numbers += [s.node.text("deploy", "replicas") for c in service.composes for s in c.services]
    return any(number.isdigit() and int(number) > 1 for number in numbers)
