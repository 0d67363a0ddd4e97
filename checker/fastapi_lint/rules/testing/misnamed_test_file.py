"""The name or folder of a test file does not say what kind of test it holds."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import folder_of_capability
from fastapi_lint.facts.code import Import, Module
from fastapi_lint.facts.operations.test_code import is_test_file, tests_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_KINDS = frozenset({"unit", "integration", "endpoint", "endpoints", "e2e", "api", "contract", "functional", "system",
                    "routes", "acceptance", "performance", "load"})  # fmt: skip
_APPS = ("fastapi.FastAPI", "fastapi.APIRouter", "starlette.applications.Starlette")
_CLIENTS = ("fastapi.testclient.TestClient", "starlette.testclient.TestClient", "httpx.ASGITransport")


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    *folders, file = module.path.split("/")
    kinds = _KINDS.intersection(f.removeprefix(params.folder) for f in folders)
    if not is_test_file(module.path) or kinds or not any(True for _ in tests_of(module)):
        return
    stem = file.removesuffix(".py")
    if not params.everywhere and not project.remember(_uses_endings, (params.endpoint, params.integration)):
        return
    if sample := _first(module, tuple(f"{s}." for s in params.samples)):
        if "samples" not in "/".join(folders):
            yield _finding(sample, "samples", file, "tests a sample script", f"tests/{params.folder}samples/{file}")
    elif (client := _client(module)) is not None and not stem.endswith((params.endpoint, f"{params.endpoint}s")):
        yield _finding(client, "endpoint", file, "tests routes", f"{stem}{params.endpoint}.py")
    elif (real := _first(module, params.services)) is not None and not stem.endswith(params.integration):
        yield _finding(real, "integration", file, "works with a real service", f"{stem}{params.integration}.py")
    elif folders and folders[-1] in ("tests", "test") and (tested := _tested(module, project)) is not None:
        imported, domain = tested
        what = "stands outside the folders of the domains"
        yield _finding(imported, "domain", file, what, f"{'/'.join(folders)}/{params.folder}{domain}/{file}")


def _uses_endings(project: Project, endings: tuple[str, ...]) -> bool:
    """Whether some test file is named after its kind, so that the others should be, too."""
    return any(is_test_file(path) and path.removesuffix(".py").endswith(endings) for path in project.modules)


def _finding(at: Import, part: str, file: str, what: str, wanted: str) -> Finding:
    return Finding.of(at, part=part, file=file, what=what, wanted=wanted)


def _first(module: Module, starts: tuple[str, ...]) -> Import | None:
    return next((i for i in module.imports if i.target.startswith(starts)), None)


def _client(module: Module) -> Import | None:
    """The import of a client by which tests call the service; apps that the file builds are no service."""
    used = {site.target for site, _ in module.sites()}
    if used.intersection(_APPS):
        return None
    return next((i for i in module.imports if i.target in _CLIENTS and i.target in used), None)


def _tested(module: Module, project: Project) -> tuple[Import, str] | None:
    """The first import from a capability, with the capability's name."""
    for imported in module.imports:
        target = project.follow(imported.target)
        while target and target not in project.named:
            target = target.rpartition(".")[0]
        _, domain = folder_of_capability(project.named[target], ("capabilities",)) if target else ("", "")
        if domain:
            return imported, domain
    return None
