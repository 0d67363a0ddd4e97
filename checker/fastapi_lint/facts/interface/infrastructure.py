"""Which routes serve the platform instead of clients: health, metrics, documentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi_lint.facts.web import Route

_PLATFORM = re.compile(
    r"(?:^|/)(?:health|healthz|healthcheck|health-check|health_check|livez?|liveness|readyz?|readiness|startupz?|metrics|"
    r"ping|heartbeat|version|__\w+__|docs|redoc|openapi\.json|favicon\.ico|robots\.txt)(?:/\w+)?/?$"
)


def is_infrastructure(route: Route) -> bool:
    """Whether probes, scrapers or browsers ask for the route, not clients of the API; so does a bare `/`."""
    paths = route.paths or ((route.path,) if route.path is not None else ())
    return bool(paths) and all(path in ("", "/") or _PLATFORM.search(path) is not None for path in paths)
