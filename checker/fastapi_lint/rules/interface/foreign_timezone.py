"""The server works in a time zone other than UTC."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import Call, Constant, Expr, string, target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLOCKS = frozenset({"datetime.datetime.now", "datetime.datetime.fromtimestamp"})
_ZONES = frozenset({"zoneinfo.ZoneInfo", "pytz.timezone", "dateutil.tz.gettz", "backports.zoneinfo.ZoneInfo"})
_UTC = frozenset({"utc", "etc/utc", "etc/gmt", "gmt", "zulu", "etc/zulu", "etc/uct", "universal"})


def check(site: CallSite, project: Project) -> Iterator[Finding]:
    target = project.follow(site.target)
    if target in _CLOCKS:
        position = 0 if target.endswith("now") else 1
        zone = _zone(project, site.call.argument(position, "tz"))
        if zone and zone.lower() not in _UTC:
            yield Finding.of(site, call=text(site.call), zone=zone)


def _zone(project: Project, expr: Expr | None) -> str:
    """The name of a fixed zone; "" when it is not fixed."""
    if not isinstance(expr, Call):
        value = project.value(target_of(expr)) if target_of(expr) else None
        return _zone(project, value) if isinstance(value, Call) else ""
    target = project.follow(expr.target)
    if target in _ZONES:
        return string(expr.argument(0, "key")) or ""
    if target == "datetime.timezone" and isinstance(offset := expr.argument(0, "offset"), Call):
        hours = [a.value.value for a in offset.args if isinstance(a.value, Constant)]
        return "an offset" if any(hours) else ""
    return ""
