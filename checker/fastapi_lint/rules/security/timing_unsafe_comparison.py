"""A secret is compared with `==`, which takes longer the more of it is right."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.client.calls import ClientFunction
from fastapi_lint.facts.client.checks import is_check
from fastapi_lint.facts.client.data import ClientData
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.code import Body, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Operation, Subscript, string, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_DIGESTS = frozenset({"hexdigest", "digest"})


def check(project: Project) -> Iterator[Finding]:
    seen: set[Anchor] = set()
    for unchecked, chain in _reached(project):
        for comparison, at in _comparisons(unchecked.function.body):
            if at not in seen and (found := _compared(project, comparison, unchecked)) is not None:
                seen.add(at)
                secret, origin = found
                yield Finding(at, {"secret": secret, "origin": origin.described, "op": comparison.op}, chain=chain)


def _reached(project: Project) -> Iterator[ClientFunction]:
    """What clients reach, and the checks that they get into, such as `verify_key(key)`: comparing is their work."""
    for reached, chain in project.client_functions:
        unchecked = reached.unchecked()
        yield unchecked, chain
        for site in reached.function.body.calls:
            called = (
                project.function(project.types.callee(site.call, reached.function)) if is_check(site.call) else None
            )
            inside = unchecked.inside(called, site.call) if called is not None else None
            if called is not None and inside is not None:
                yield inside.unchecked(), (*(chain or (reached.function.name,)), called.name)


def _comparisons(body: Body) -> Iterator[tuple[Operation, Anchor]]:
    """Every `==` and `!=` with the place of its statement, once."""
    seen: set[tuple[int, Anchor]] = set()
    for expr, at in _expressions(body):
        for part in walk(expr):
            if isinstance(part, Operation) and part.op in ("==", "!=") and (id(part), at) not in seen:
                seen.add((id(part), at))
                yield part, at


def _expressions(body: Body) -> Iterator[tuple[Expr, Anchor]]:
    """Where a comparison can stand, each with the place of its statement; calls are parts of these."""
    yield from ((f.subject, f.at) for f in body.frames if f.subject is not None)
    yield from ((a.value, a.at) for a in body.assigns if a.value is not None)
    yield from ((s.value, s.at) for s in body.returns if s.value is not None)
    yield from ((s.call, s.at) for s in body.calls if not s.used)


def _compared(project: Project, comparison: Operation, unchecked: ClientData) -> tuple[str, Origin] | None:
    """The secret side as text, and where the other side comes from."""
    left, right = comparison.operands[:2]
    for secret, given in ((left, right), (right, left)):
        if _is_secret(project, secret, unchecked.function) and (origin := unchecked.of(given)) is not None:
            return text(secret), origin
    return None


def _is_secret(project: Project, expr: Expr, function: Function) -> bool:
    match expr:
        case Call(func=Attribute(value=inner, attr=attr)) if attr in _DIGESTS:
            return _is_hmac(inner, function)
        case Call(args=(key, *_)) if expr.target in ("os.getenv", "os.environ.get"):
            return names_secret(string(key.value) or "")
        case Call(func=Attribute(value=Name() | Attribute() as inner, attr="get_secret_value")) if _is_configured(
            project, inner, function
        ):
            return True
        case Call(func=Attribute(value=inner, attr="get_secret_value" | "encode")):
            return _is_secret(project, inner, function)
        case Subscript(index=(key,)) if expr.target == "os.environ":
            return names_secret(string(key) or "")
        case Name(id=name) if not expr.target:
            values = [a.value for a in function.body.assigns if a.names == (name,) and a.value is not None]
            return len(values) == 1 and _is_secret(project, values[0], function)
        case Name() | Attribute():
            last = expr.id if isinstance(expr, Name) else expr.attr
            return names_secret(last) and _is_configured(project, expr, function)
        case _:
            return False


def _is_configured(project: Project, expr: Name | Attribute, function: Function) -> bool:
    """Whether it is a module-level value or a field of settings."""
    if expr.target and project.value(expr.target) is not None:
        return True
    owner = project.class_(project.types.of(expr.value, function)) if isinstance(expr, Attribute) else None
    return owner is not None and project.hierarchy.is_settings(owner)


def _is_hmac(expr: Expr, function: Function) -> bool:
    if isinstance(expr, Name) and not expr.target:
        return any(
            a.value is not None and _is_hmac(a.value, function) for a in function.body.assigns if expr.id in a.names
        )
    return isinstance(expr, Call) and expr.target in ("hmac.new", "hmac.HMAC")
