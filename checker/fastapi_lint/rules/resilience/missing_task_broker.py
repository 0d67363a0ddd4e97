"""A task queue has no broker, or one that other processes cannot reach."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.constants import Unknown
from fastapi_lint.facts.expression import Attribute, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_IN_PROCESS = ("memory:", "filesystem:", "sqla+", "db+", "sqlite", "mem:")
_STUBS = frozenset({"dramatiq.brokers.stub.StubBroker", "taskiq.InMemoryBroker", "huey.MemoryHuey",
                    "taskiq.brokers.inmemory_broker.InMemoryBroker"})  # fmt: skip


def check(module: Module, project: Project) -> Iterator[Finding]:
    configured = _configures_broker(module)
    for site, function in module.sites():
        call = site.call
        if project.follow(call.target) in _STUBS:
            yield Finding.of(site, queue=text(call.func), problem="lives in this process only")
        elif call.target in ("celery.Celery", "celery.app.Celery") and not call.has_star:
            broker = call.argument(3, "broker")
            if broker is None and call.keyword("config_source") is None and not configured:
                yield Finding.of(site, queue="Celery", problem="has no broker")
            url = project.constant(broker, function)
            if url is not Unknown and str(url).startswith(_IN_PROCESS):
                yield Finding.of(site, queue="Celery", problem=f"has the broker {str(url).partition(':')[0]}, "
                                 "which is meant for tests")  # fmt: skip


def _configures_broker(module: Module) -> bool:
    """Whether the module gives its Celery a configuration by another way than the constructor."""
    if any(site.call.method in ("config_from_object", "config_from_envvar") for site, _ in module.sites()):
        return True
    for site, _ in module.sites():
        if site.call.method == "update" and any(a.keyword == "broker_url" for a in site.call.args):
            return True
    assigned = (t for body in module.scopes() for a in body.assigns for t in a.targets)
    return any(isinstance(t, Attribute) and t.attr in ("broker_url", "BROKER_URL", "conf") for t in assigned)
