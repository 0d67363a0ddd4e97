"""A log call is given a secret."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Await, Call, Expr, Name, Subscript, string, target_of, text
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.operations.log_calls import last_name, log_sites, logged_values
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding

_MASKING = frozenset({"pydantic.SecretStr", "pydantic.SecretBytes", "pydantic.types.SecretStr"})
_DUMPS = frozenset({"model_dump", "model_dump_json", "dict", "json"})
_HARMLESS = _MASKING | {"builtins.int", "builtins.bool", "builtins.float"}
_READERS = frozenset(
    {"lark", "tokenize", "ply", "sly", "pygments", "spacy", "nltk", "sqlglot", "sqlparse", "antlr4", "ast"}
)
_SEARCHES = (("search",), ("list",), ("find",), ("lookup",), ("count",), ("exists",))
_REQUESTS = frozenset({"fastapi.Request", "starlette.requests.Request", "fastapi.WebSocket"})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, function in log_sites(module, project):
        for value in logged_values(site.call):
            if last_name(value) == "token" and _reads_tokens(module):
                continue
            if secret := _secret(value, function, project, params):
                yield Finding.of(site, secret=secret)
                break


def _reads_tokens(module: Module) -> bool:
    """Whether the module takes texts apart, so that its tokens are words."""
    return any(i.target.partition(".")[0] in _READERS for i in module.imports)


def _secret(value: Expr, function: Function | None, project: Project, params: Params) -> str:
    """How the secret is written; "" when the value is none."""
    if isinstance(value, Call):
        return text(value.func) if _gives_secret(value, function, project, params) else ""
    if isinstance(value, Subscript):
        key = (string(value.index[0]) or "").lower() if value.index else ""
        return text(value) if key in params.headers or names_secret(key) else ""
    name = last_name(value)
    if not name:
        return ""
    if name == "headers" and isinstance(value, Attribute):
        owner = project.types.of(value.value, function)
        return text(value) if owner in _REQUESTS or last_name(value.value) in ("request", "req") else ""
    if name == "environ" and target_of(value) == "os.environ":
        return text(value)
    if _is_open_settings(value, function, project):
        return text(value)
    class_ = project.types.of(value, function)
    secret = names_secret(name) and class_ not in _HARMLESS and not _is_search_result(value, function)
    return text(value) if secret else ""


def _is_search_result(value: Expr, function: Function | None) -> bool:
    """Whether a variable holds the records that a search has found: not a secret, but what is known of it."""
    if not isinstance(value, Name) or function is None:
        return False
    given = [a.value for a in function.body.assigns if value.id in a.names]
    calls = [v.value if isinstance(v, Await) else v for v in given]
    return bool(calls) and all(isinstance(c, Call) and words(c.method)[:1] in _SEARCHES for c in calls)


def _gives_secret(call: Call, function: Function | None, project: Project, params: Params) -> bool:
    """Whether the call unwraps a secret, takes one out of a mapping, or dumps the settings."""
    key = string(call.argument(0)) or ""
    if call.method in ("get", "getenv") and key:
        return names_secret(key) or (key.lower() in params.headers and ".headers" in text(call.func))
    chosen = call.keyword("exclude") is not None or call.keyword("include") is not None
    dumped = call.func.value if isinstance(call.func, Attribute) and call.method in _DUMPS and not chosen else None
    return call.method == "get_secret_value" or (dumped is not None and _is_open_settings(dumped, function, project))


def _is_open_settings(value: Expr, function: Function | None, project: Project) -> bool:
    """Whether the value is a settings object with a secret that does not hide itself."""
    class_ = project.class_(project.types.of(value, function))
    if class_ is None or not project.hierarchy.is_settings(class_):
        return False
    fields = {f.name for c in project.hierarchy.project_ancestors(class_) for f in c.fields}
    return any(names_secret(f) for f in fields) and not _masks(class_, project)


def _masks(class_: Class, project: Project) -> bool:
    """Whether every secret of a settings class is of a type that hides itself."""
    fields = [f for c in project.hierarchy.project_ancestors(class_) for f in c.fields]
    secret = [f for f in fields if names_secret(f.name)]
    return all(project.types.named(f.annotation) in _MASKING for f in secret)
