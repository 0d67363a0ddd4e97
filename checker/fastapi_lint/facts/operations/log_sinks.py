"""Where log records go: handlers that write to files or other machines, made in code or in a configuration dict."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, FString, Mapping, Operation, string, target_of, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

FILE_HANDLERS = frozenset(
    f"logging.{name}"
    for name in ("FileHandler", "handlers.RotatingFileHandler", "handlers.TimedRotatingFileHandler",
                 "handlers.WatchedFileHandler", "handlers.BaseRotatingHandler")
)  # fmt: skip
_CONSOLE = frozenset({"sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"})
_PATH_MAKERS = frozenset({"builtins.str", "pathlib.Path", "os.path.join", "pathlib.PurePath"})


class FileSink(Record):
    """A place where log records are written to a file; `handler` is how it is written, `site` the call that makes it.

    `loguru` when it is a sink of loguru, whose rotation and retention are arguments.
    """

    at: Anchor
    handler: str
    site: CallSite
    loguru: bool = False


def file_sinks(module: Module, project: Project) -> Iterator[FileSink]:
    """Every log file that the module sets up."""
    for site, _ in module.sites():
        call = site.call
        target = project.follow(call.target)
        if target in FILE_HANDLERS:
            yield FileSink(call.at, target, site)
        elif target == "logging.basicConfig" and call.keyword("filename") is not None:
            yield FileSink(call.at, "basicConfig(filename=…)", site)
        elif target == "logging.config.dictConfig":
            yield from (FileSink(call.at, name, site) for name in _configured(call, project))
        elif is_loguru_add(call, project) and _is_file(call.argument(0, "sink"), project):
            yield FileSink(call.at, "logger.add", site, loguru=True)


def is_loguru_add(call: Call, project: Project) -> bool:
    """Whether the call adds a sink to loguru's logger."""
    return call.method == "add" and project.follow(call.target) == "loguru.logger.add"


def _is_file(sink: Expr | None, project: Project) -> bool:
    """Whether a loguru sink is a path, as far as it is written."""
    if sink is None or target_of(sink) in _CONSOLE:
        return False
    if string(sink) is not None or isinstance(sink, FString) or (isinstance(sink, Operation) and sink.op in "/+"):
        return True
    if isinstance(sink, Call):
        return project.follow(sink.target) in _PATH_MAKERS
    name = sink.attr if isinstance(sink, Attribute) else getattr(sink, "id", "")
    return name.lower().endswith(("path", "file", "filename"))


def _configured(call: Call, project: Project) -> Iterator[str]:
    """The file handlers that a dict given to `dictConfig` names."""
    given = call.argument(0, "config")
    value = project.value(target_of(given)) if target_of(given) else given
    for part in walk(value) if value is not None else ():
        if isinstance(part, Mapping):
            yield from (
                name for key, v in part.items if string(key) == "class" and (name := string(v)) in FILE_HANDLERS
            )
