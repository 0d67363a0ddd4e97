"""Coverage is measured elsewhere than agreed, or does not say which lines are missing."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.operations.suites import test_files
from fastapi_lint.model.finding import Finding

_SETTINGS = {"term-missing": ("report", "show_missing"), "html": ("html",), "xml": ("xml",)}


def check(service: Service, params: Params) -> Iterator[Finding]:
    if not test_files(service):
        return
    commands = _commands(service)
    coverage = service.tool("coverage")
    named = any("--cov=" in c or "--cov " in c or "--source" in c or "coverage run -m" in c for c in commands)
    configured = coverage is not None and (coverage.has("run", "source") or coverage.has("run", "source_pkgs"))
    if "source" in params.reports and not named and not configured:
        yield Finding(service.at, {"service": service.name, "lack": "measures no package of its own"}, part="source")
    for report in params.reports:
        keys = _SETTINGS.get(report)
        set_up = coverage is not None and keys is not None and coverage.has(*keys)
        if report != "source" and not set_up and not any(report in command for command in commands):
            yield Finding(service.at, {"service": service.name, "lack": f"gives no {report} report"}, part=report)


def _commands(service: Service) -> list[str]:
    """The options of pytest, and the commands of pipelines and Makefiles that speak of coverage."""
    pytest = service.tool("pytest")
    options = pytest.get("addopts") if pytest is not None else None
    found = [" ".join(options.texts())] if options is not None else []
    found += [c.text for w in service.workflows for c in w.commands]
    found += [line.text for m in service.makefiles for t in m.targets for line in t.recipe]
    return [text for text in found if "cov" in text]
