"""Which values of a handler or dependency come from the client, as text that the client is free to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.client_checks import checked_names, is_check, names_tested
from fastapi_lint.facts.client_origin import Origin
from fastapi_lint.facts.code import Assign, Class, Function
from fastapi_lint.facts.expression import (
    Assigned,
    Attribute,
    Await,
    Call,
    Conditional,
    Expr,
    FString,
    Mapping,
    Name,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    string,
)
from fastapi_lint.facts.handing import function_meant, handed_call
from fastapi_lint.facts.texts.free_text import is_free, is_free_param

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

REQUESTS = frozenset({"fastapi.Request", "fastapi.WebSocket", "starlette.requests.HTTPConnection",
                      "fastapi.requests.HTTPConnection", "fastapi.requests.Request"})  # fmt: skip
_PARTS_OF_REQUEST = {"query_params": "query", "path_params": "path", "headers": "header", "cookies": "cookie"}
_BODY_READERS = frozenset({"json", "form", "body", "stream"})
_KEEPING_FUNCTIONS = frozenset({
    "builtins.str", "builtins.bytes", "builtins.list", "builtins.dict", "builtins.bytearray", "pathlib.Path",
    "pathlib.PurePath", "pathlib.PosixPath", "anyio.Path", "os.path.join", "os.path.abspath", "os.path.normpath",
    "os.path.realpath", "os.path.expanduser", "os.fspath", "urllib.parse.unquote", "urllib.parse.unquote_plus",
    "urllib.parse.urljoin", "base64.b64decode", "base64.urlsafe_b64decode", "io.BytesIO", "io.StringIO", "json.loads",
    "typing.cast", "bytes.fromhex", "codecs.decode", "zlib.decompress", "gzip.decompress", "copy.copy", "copy.deepcopy",
})  # fmt: skip
_KEEPING_METHODS = frozenset({
    "strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "removeprefix", "removesuffix", "expanduser",
    "absolute", "resolve", "with_suffix", "as_posix", "read", "get", "getlist", "pop", "model_dump", "dict", "values",
    "split", "rsplit", "title", "copy", "unicode_string", "get_secret_value", "getvalue", "items",
})  # fmt: skip


class ClientData:
    """What one function has from the client, given the origins of its parameters.

    Whatever cannot be followed counts as clean, and so do checked variables unless `ignores_checks`: rules that ask
    here stay silent on them.
    """

    def __init__(
        self,
        project: Project,
        function: Function,
        seeds: Lookup[str, Origin],
        depth: int = 3,
        *,
        ignores_checks: bool = False,
    ) -> None:
        self.project = project
        self.function = function
        self._seeds = seeds
        self._depth = depth
        self._ignores_checks = ignores_checks
        self._found: dict[str, Origin | None] = {}

    def unchecked(self) -> ClientData:
        """The same without regard to checks."""
        return ClientData(self.project, self.function, self._seeds, self._depth, ignores_checks=True)

    @property
    def names(self) -> frozenset[str]:
        """The parameters that come from the client."""
        return frozenset(self._seeds)

    @cached_property
    def _checked(self) -> frozenset[str]:
        return frozenset() if self._ignores_checks else checked_names(self.function)

    @cached_property
    def _assigned(self) -> dict[str, list[Assign]]:
        found: dict[str, list[Assign]] = {}
        for assign in self.function.body.assigns:
            for name in assign.names:
                found.setdefault(name, []).append(assign)
        return found

    def of(self, expr: Expr | None) -> Origin | None:
        """The origin of an expression's value, None when the client does not choose it freely."""
        match expr:
            case Name(id=name):
                return self._variable(name) if not expr.target else None
            case Attribute():
                return self._attribute(expr)
            case Call():
                return self._call(expr)
            case Await(value=value) | Assigned(value=value) | Starred(value=value):
                return self.of(value)
            case FString(text=text, values=values):
                return self._text(text, values)
            case Subscript(value=value, index=index):
                origin = self.of(value)
                return self._item(origin, index[0]) if origin is not None and index else origin
            case Operation(op=op, operands=operands):
                return self._operation(op, operands)
            case Conditional(test=test, body=body, orelse=orelse):
                return None if set(names_tested(test)) else self.of(body) or self.of(orelse)
            case Sequence(items=items):
                return self._first(items)
            case Mapping(items=pairs):
                return self._first(tuple(value for _, value in pairs))
            case _:
                return None

    def _first(self, exprs: tuple[Expr, ...]) -> Origin | None:
        return next((o for e in exprs if (o := self.of(e)) is not None), None)

    def _variable(self, name: str) -> Origin | None:
        if name not in self._found:
            self._found[name] = None  # breaks cycles such as `x = f(x)`
            self._found[name] = self._find_variable(name)
        return self._found[name]

    def _find_variable(self, name: str) -> Origin | None:
        if name in self._checked:
            return None
        assigns = self._assigned.get(name, [])
        seed = self._seeds.get(name)
        if seed is not None and assigns:
            self._found[name] = seed  # what is assigned may be made of the parameter itself
            return seed if all(self._bound(a) is not None for a in assigns) else None
        return seed or next((o for a in assigns if (o := self._bound(a)) is not None), None)

    def _bound(self, assign: Assign) -> Origin | None:
        plain = len(assign.names) == 1 and len(assign.targets) == 1
        return self.of(assign.value) if plain else None

    def _attribute(self, expr: Attribute) -> Origin | None:
        if expr.attr in _PARTS_OF_REQUEST and self._is_request(expr.value):
            return Origin(expr.attr, _PARTS_OF_REQUEST[expr.attr])
        origin = self.of(expr.value)
        if origin is None:
            return self._built(expr)
        type_ = self.project.types.of(expr.value, self.function)
        if type_ == "fastapi.UploadFile":
            return replace(origin, name=expr.attr) if expr.attr in ("filename", "file", "content_type") else None
        if type_ in ("fastapi.security.HTTPAuthorizationCredentials", "fastapi.security.HTTPBasicCredentials"):
            return origin
        class_ = self.project.class_(type_)
        return replace(origin, name=expr.attr) if class_ is not None and self._keeps(class_, expr.attr) else None

    def _built(self, expr: Attribute) -> Origin | None:
        """Of a field of a local object: what its constructor was given for it."""
        local = expr.value.id if isinstance(expr.value, Name) and not expr.value.target else ""
        for assign in self._assigned.get(local, ()) if local not in self._checked else ():
            made = assign.value
            if isinstance(made, Call) and (given := made.keyword(expr.attr)) is not None:
                class_ = self.project.class_(self.project.types.callee(made, self.function))
                if class_ is not None and self._keeps(class_, expr.attr):
                    return self.of(given)
        return None

    def _keeps(self, class_: Class, name: str) -> bool:
        """Whether a field of a model takes any text as it comes."""
        field = self.project.hierarchy.field(class_, name)
        free = field is not None and is_free(self.project, field.annotation, field.value)
        return free and not self._validates(class_, name)

    def _validates(self, class_: Class, name: str) -> bool:
        """Whether the model has a validator of its own for this field or for the whole."""
        for ancestor in self.project.hierarchy.project_ancestors(class_):
            for method in ancestor.methods:
                function = self.project.functions.get(f"{ancestor.symbol}.{method}")
                for decorator in function.decorators if function is not None else ():
                    fields = {string(a.value) for a in decorator.call.args} if decorator.call is not None else set()
                    whole = "model_validator" in decorator.target or "root_validator" in decorator.target
                    if whole or ("validator" in decorator.target and fields & {name, "*"}):
                        return True
        return False

    def _is_request(self, expr: Expr) -> bool:
        return isinstance(expr, Name) and self.project.types.of(expr, self.function) in REQUESTS

    def _item(self, origin: Origin, key: Expr) -> Origin:
        if isinstance(key, Opaque):
            return origin
        name = string(key)
        return replace(origin, name=name) if name is not None else origin

    def _text(self, text: str, values: tuple[Expr, ...]) -> Origin | None:
        """Of the first client value in a text with `{}` for each value; an unknown one before it may end in a slash."""
        before: object = ""
        for piece, value in zip(text.split("{}"), values, strict=False):
            before = f"{before}{piece}" if isinstance(before, str) else piece or before
            if (origin := self.of(value)) is not None:
                return origin.behind(before)
            known = self.project.constant(value, self.function)
            before = f"{before}{known}" if isinstance(known, str) else None
        return None

    def _operation(self, op: str, operands: tuple[Expr, ...]) -> Origin | None:
        if op in ("or", "and"):
            return self._first(operands)
        if op not in ("+", "/", "%") or len(operands) != 2:
            return None
        left, right = operands
        if (origin := self.of(left)) is not None:
            return origin
        if (origin := self._first(right.items) if isinstance(right, Sequence) else self.of(right)) is None:
            return None
        before = self.project.constant(left, self.function)
        before = before.split("%")[0] if op == "%" and isinstance(before, str) else before
        return replace(origin, leads=False) if op == "/" else origin.behind(before)

    def _call(self, call: Call) -> Origin | None:
        func = call.func
        if isinstance(func, Attribute):
            if func.attr in _BODY_READERS and self._is_request(func.value):
                return Origin(func.attr, "form" if func.attr == "form" else "body")
            if (found := self._method(call, func)) is not None:
                return found
        target = self.project.follow(call.target) if call.target else ""
        if target in _KEEPING_FUNCTIONS:
            return self._kept(call, target)
        return self._returned(call)

    def _kept(self, call: Call, target: str) -> Origin | None:
        values = tuple(a.value for a in call.args)
        origin = self._first(values)
        if origin is None or target not in ("os.path.join", "urllib.parse.urljoin"):
            return origin
        return replace(origin, leads=origin.leads and target.endswith("urljoin"))

    def _method(self, call: Call, func: Attribute) -> Origin | None:
        if func.attr == "format" and (text := string(func.value)) is not None:
            return self._text(re.sub(r"{[^{}]*}", "{}", text), tuple(a.value for a in call.args))
        if func.attr == "joinpath":
            return self.of(func.value) or self._first(tuple(a.value for a in call.args))
        if func.attr not in _KEEPING_METHODS or (origin := self.of(func.value)) is None:
            return None
        if func.attr in ("get", "getlist", "pop") and call.args:
            return self._item(origin, call.args[0].value)
        return origin

    def _returned(self, call: Call) -> Origin | None:
        """What a project function that is given client data returns of it, here or in a thread."""
        handed = handed_call(call)
        if self._depth == 0 or is_check(handed or call):
            return None
        if handed is not None:
            call, called = handed, function_meant(self.project, handed.func, self.function)
        else:
            called = self.project.function(self.project.types.callee(call, self.function))
        if called is None or called.is_generator:
            return None
        if (inside := self.inside(called, call)) is None:
            return None
        return next((o for s in called.body.returns if (o := inside.of(s.value)) is not None), None)

    def inside(self, called: Function, call: Call) -> ClientData | None:
        """What a called project function has from the client through this call; None when nothing."""
        seeds = {name: origin for name, value in bound(called, call) if (origin := self.of(value)) is not None}
        seeds = {n: o for n, o in seeds.items() if is_free_param(self.project, called, n)}
        return ClientData(self.project, called, seeds, max(self._depth - 1, 0)) if seeds else None


def bound(called: Function, call: Call) -> Iterator[tuple[str, Expr]]:
    """(parameter, argument) of a call of a project function, stars left out."""
    params = [p.name for p in called.params if p.kind not in ("*", "**")]
    static = any(d.target == "builtins.staticmethod" for d in called.decorators)
    if called.in_class and not static:
        params = params[1:]
    position = 0
    for arg in call.args:
        if arg.star:
            return
        if arg.keyword:
            if arg.keyword in params:
                yield arg.keyword, arg.value
        elif position < len(params):
            yield params[position], arg.value
            position += 1
