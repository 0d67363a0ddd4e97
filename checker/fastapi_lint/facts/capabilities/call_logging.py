"""Decorators of a project that log the calls of what they wrap, and the log calls themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Class, Decorator, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Mapping, Name, root_name, string

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_HOOKS = {"EntityExtractor": ("extract", 4), "ResultProcessor": ("process", 3)}
"""How the bases of hooks end -> the method that log decorators call, and how many parameters it has with `self`."""
LOG_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "success", "trace",
                         "ainfo", "aerror", "adebug", "awarning", "aexception"})  # fmt: skip


def is_log_call(call: Call) -> bool:
    """Whether a call writes a log entry: `logger.info(…)`, `self._log.error(…)`, `get_logger(…).info(…)`."""
    func = call.func
    if not isinstance(func, Attribute) or func.attr not in LOG_METHODS:
        return False
    owner = func.value
    name = owner.attr if isinstance(owner, Attribute) else root_name(owner)
    return "log" in name.lower() and name != "log_config"


def log_calls(function: Function) -> Iterator[CallSite]:
    """The log calls of a function in source order."""
    return (s for s in function.body.calls if is_log_call(s.call))


def inner_functions(project: Project, function: Function) -> list[Function]:
    """The functions that are defined inside a function, at any depth."""
    start = f"{function.symbol}.<locals>."
    return [f for f in project.home(function).functions if f.symbol.startswith(start)]


def log_decorator_maker(project: Project, target: str) -> Function | None:
    """The project function of this name that, used as a decorator, logs what the function below it does."""
    return project.remember(_maker, target) if target else None


_OTHER_WORDS = ("login", "logout", "catalog", "dialog", "blog")


def _maker(project: Project, target: str) -> Function | None:
    maker = project.function(target)
    name = maker.name.lower() if maker is not None else ""
    if "log" not in name or any(word in name for word in _OTHER_WORDS):
        return None  # a decorator with another purpose may log as well
    inner = inner_functions(project, maker) if maker is not None else []
    wrapping = [f for f in inner if any(p.kind in ("*", "**") for p in f.params)]
    logs = any(is_log_call(s.call) for f in inner for s in f.body.calls)
    return maker if wrapping and logs and not any(f.is_generator for f in wrapping) else None


def log_decorator(project: Project, function: Function, names: tuple[str, ...] = ()) -> Decorator | None:
    """The decorator of a function that logs its calls: found by what it does, or by its name when it is not here."""
    for decorator in function.decorators:
        known = decorator.target.rpartition(".")[2] in names and project.function(decorator.target) is None
        if known or log_decorator_maker(project, decorator.target) is not None:
            return decorator
    return None


def config_of(decorator: Decorator, keyword: str) -> Call | None:
    """The configuration object that a decorator is given by keyword, or by position when it is the only argument."""
    given = decorator.call.keyword(keyword) if decorator.call is not None else None
    return given if isinstance(given, Call) else None


def hook_classes(project: Project, keyword: str, suffix: str) -> list[Class]:
    """The project classes that are passed as this hook of a log decorator, or derive from a class so named."""
    return project.remember(_hook_classes, (keyword, suffix))


def _hook_classes(project: Project, key: tuple[str, str]) -> list[Class]:
    keyword, suffix = key
    found: dict[str, Class] = {}
    for module in project.modules.values():
        for body in module.scopes():
            for site in body.calls:
                class_ = _built(project, site.call.keyword(keyword))
                if class_ is not None:
                    found[class_.symbol] = class_
        for class_ in module.classes:
            bases = [n for n in project.hierarchy.ancestors(class_)[1:] if n.rpartition(".")[2].endswith(suffix)]
            if any(_is_hook_base(project, base, _HOOKS[suffix]) for base in bases):
                found[class_.symbol] = class_
    return [c for c in found.values() if not _is_abstract(project, c)]


def _is_hook_base(project: Project, name: str, hook: tuple[str, int]) -> bool:
    """Whether a base is what a log decorator calls: one of another package, or with the hook's own parameters."""
    base = project.class_(name)
    method = project.hierarchy.method(base, hook[0]) if base is not None else None
    if base is None:
        return True
    return method is not None and (len(method.params) == hook[1] or any(p.kind == "*" for p in method.params))


def _is_abstract(project: Project, class_: Class) -> bool:
    names = [n.rpartition(".")[2] for n in project.hierarchy.ancestors(class_)]
    return "Protocol" in names[1:] or class_.name.startswith(("Base", "Abstract")) or names[1:2] == ["ABC"]


def _built(project: Project, expr: Expr | None) -> Class | None:
    expr = expr.func if isinstance(expr, Call) else expr
    return project.class_(expr.target) if isinstance(expr, Name | Attribute) and expr.target else None


def words_of(call: Call) -> list[str]:
    """The words of a log message in lower case: `build_started` is `build` and `started`."""
    message = call.argument(0)
    written = message.text if isinstance(message, FString) else string(message) or ""
    return written.lower().replace("_", " ").replace(".", " ").replace(",", " ").split()


def fields_of(call: Call) -> set[str] | None:
    """The names of the fields of a log entry, given as keywords or in `extra`; None when they cannot be known."""
    if call.has_star:
        return None
    extra = call.keyword("extra")
    names = {a.keyword for a in call.args if a.keyword and a.keyword != "extra"}
    if extra is None:
        return names
    if not isinstance(extra, Mapping):
        return None
    keys = [string(key) for key, _ in extra.items]
    return None if None in keys else names | {k for k in keys if k}
