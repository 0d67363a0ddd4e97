"""The application is published to the world without a proxy before it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.deployment import ComposeService
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_DEVELOPMENT = ("dev", "local", "test", "override", "ci", "debug")


def check(service: Service, params: Params) -> Iterator[Finding]:
    parts = [s for compose in service.composes for s in compose.services]
    if any(_is_proxy(part, params.proxies) for part in parts) or service.repository_has(*params.files):
        return
    if any(True for k in service.kubernetes for _ in k.of_kind("Ingress", "Gateway", "HTTPRoute", "IngressRoute")):
        return
    yield from Finding.unless(service.composes, "compose file")
    for compose in service.composes:
        name = compose.path.rpartition("/")[2].lower()
        if any(word in name for word in _DEVELOPMENT):
            continue
        for part in compose.services:
            ports = [node.text() for node in part.node.elements("ports")]
            if part.is_built and any(_is_public(port, params.ports) for port in ports):
                yield Finding.of(part, service=part.name)
                return


def _is_proxy(part: ComposeService, words: tuple[str, ...]) -> bool:
    written = f"{part.name} {part.image}".lower()
    labels = [*part.node.items("labels"), *((n.text(), n) for n in part.node.elements("labels"))]
    return any(w in written for w in words) or any(key.startswith("traefik.") for key, _ in labels)


def _is_public(port: str, public: tuple[str, ...]) -> bool:
    """Whether the world finds the port: `80:8000`, not `127.0.0.1:80:8000`, and not a port for developers."""
    *host, outer, _ = ["", *port.split(":")] if ":" in port else ["", "", ""]
    return outer.strip('"') in public and not any(h.strip('"').startswith(("127.", "localhost")) for h in host)
