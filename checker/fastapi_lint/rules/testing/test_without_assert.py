"""A test checks nothing, or calls a route and does not look at the status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, FString, text, walk
from fastapi_lint.facts.operations.test_code import tests_of, words_in
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CHECKING = re.compile(
    r"(?i)^(?:pytest\.)?(?:raises|warns|fail|xfail|skip|approx|deprecated_call)$|assert|expect|check|verif|validat"
    r"|compare|should|match|snapshot|raises|raise_for|benchmark|regression"
)
_SMOKE = re.compile(
    r"(?i)not_raise|no[_ ](?:error|exception)|does_?n.?t|without_|allow|handle|ignore|valid|smoke|stair|accept"
)
"""Words of tests whose point is that nothing is raised."""
_BODY = frozenset({"json", "text", "content", "read"})
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})
_STATUS = re.compile(
    r"(?i)status|raise_for_status|is_success|is_error|is_client_error|is_server_error|is_redirect|raises"
)


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for test in tests_of(module):
        if test.is_stub:
            continue
        smoke = _SMOKE.search(f"{test.name} {test.doc}") is not None
        if "none" in params.wanted and not smoke and not _checks(test, project):
            yield Finding.of(test, part="none", test=test.name, problem="checks nothing")
        elif "status" in params.wanted and (call := _unread_answer(test, project)):
            problem = f"calls `{call}` and does not look at the status"
            yield Finding.of(test, part="status", test=test.name, problem=problem)


def _checks(test: Function, project: Project) -> bool:
    """Whether the test asserts, or calls something that does so by its name or in its own body."""
    body = test.body
    if body.asserts or body.raises or any(_CHECKING.search(s.call.method) for s in body.calls):
        return True
    return any(_helper_checks(site, test, project) for site in body.calls)


def _helper_checks(site: CallSite, test: Function, project: Project) -> bool:
    called = project.function(project.types.callee(site.call, test) or site.target)
    if called is None:
        return False
    return bool(called.body.asserts) or any(_CHECKING.search(s.call.method) for s in called.body.calls)


def _unread_answer(test: Function, project: Project) -> str:
    """The first request of a test that reads the body and never speaks of a status; "" when a helper may."""
    requests = (s for s in test.body.calls if s.call.method in _VERBS and _names_path(s.call, test, project))
    first = next((s for s in requests if "client" in text(s.call.func).partition(".")[0].lower()), None)
    words = set(words_in((test.body,)))
    read = (part.attr for whole in test.body.expressions() for part in walk(whole) if isinstance(part, Attribute))
    if first is None or _BODY.isdisjoint(read) or any(_STATUS.search(word) for word in words):
        return ""
    helped = any(_helper_checks(s, test, project) for s in test.body.calls)
    return "" if helped else text(first.call.func)


def _names_path(call: Call, test: Function, project: Project) -> bool:
    """Whether the call is given what can be a path: a text with a slash, or a name from a table of routes."""
    path = call.argument(0, "url")
    known = project.constant(path, test)
    if isinstance(path, FString):
        return "/" in path.text or bool(path.values)
    return "/" in known if isinstance(known, str) else isinstance(path, Attribute | Call)
