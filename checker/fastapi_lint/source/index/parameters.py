"""How FastAPI reads the parameters of a callable."""

from __future__ import annotations

from msgspec.structs import replace

from fastapi_lint.facts.code import Class, Function, Param
from fastapi_lint.facts.expression import Arg, Attribute, Call, Constant, Expr, Name, Operation, Subscript, string
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import RouteParam

_SPECIAL = frozenset({"Request", "WebSocket", "HTTPConnection", "Response", "BackgroundTasks", "SecurityScopes"})
_SCALARS = frozenset({"int", "str", "float", "bool", "bytes", "UUID", "datetime", "date", "time", "timedelta",
                      "Decimal", "EmailStr", "HttpUrl", "AnyUrl", "Path", "IPv4Address", "complex"})  # fmt: skip
_COLLECTIONS = frozenset({"list", "List", "set", "Set", "tuple", "Tuple", "Sequence", "frozenset", "FrozenSet"})


def route_params(
    project: Project, function: Function, path_names: frozenset[str], given: tuple[Arg, ...] = ()
) -> tuple[RouteParam, ...]:
    """The parameters of a handler or dependency that has these arguments already; those of methods without `self`."""
    params = function.params
    if function.in_class and params and not any(d.target == "builtins.staticmethod" for d in function.decorators):
        params = params[1:]
    return tuple(read_param(project, p, path_names) for p in _left(params, given) if p.kind not in ("*", "**"))


def _left(params: tuple[Param, ...], given: tuple[Arg, ...]) -> tuple[Param, ...]:
    """What `partial` leaves for FastAPI: an argument by position is taken, one by keyword becomes the default."""
    taken = sum(1 for a in given if not a.keyword and not a.star)
    defaults = {a.keyword: a.value for a in given if a.keyword}
    return tuple(replace(p, default=defaults[p.name]) if p.name in defaults else p for p in params[taken:])


def class_params(project: Project, class_: Class, path_names: frozenset[str]) -> tuple[RouteParam, ...]:
    """The fields of a dataclass or model used as a dependency, as parameters."""
    found: dict[str, RouteParam] = {}
    for ancestor in project.hierarchy.project_ancestors(class_):
        for field in ancestor.fields:
            if field.annotation is not None and field.name not in found:
                param = Param(field.name, field.annotation, field.value, field.at)
                found[field.name] = read_param(project, param, path_names)
    return tuple(found.values())


def read_param(project: Project, param: Param, path_names: frozenset[str]) -> RouteParam:
    """One parameter with its source, type and marker."""
    type_, metadata = project.annotated(param.annotation)
    found = [_marker(project, extra) for extra in metadata]
    marker = _marker(project, param.default) or next((m for m in reversed(found) if m is not None), None)
    call = marker if isinstance(marker, Call) else None
    alias = string(call.keyword("alias")) if call is not None else None
    source = marker_of(project, marker) or _by_type(project, param, type_, path_names)
    if marker is None and any(_is_own(project, e) for e in (*metadata, param.default)):
        source = "unknown"
    return RouteParam(param, alias or param.name, source, type_, call)


def _marker(project: Project, expr: Expr | None) -> Expr | None:
    """The marker that an expression is, names, or gets from a project function that makes one."""
    if expr is None or marker_of(project, expr):
        return expr
    if isinstance(expr, Name | Attribute) and expr.target:
        value = project.value(expr.target)
        return _marker(project, value) if isinstance(value, Call) else None
    maker = project.function(project.types.callee(expr, None)) if isinstance(expr, Call) else None
    if maker is not None and len(maker.body.returns) == 1 and marker_of(project, maker.body.returns[0].value):
        return maker.body.returns[0].value
    return None


def _is_own(project: Project, expr: Expr | None) -> bool:
    """Whether a project function makes this, so that it may be a marker that cannot be seen through."""
    return isinstance(expr, Call) and (not expr.target or project.function(expr.target) is not None)


def _by_type(project: Project, param: Param, type_: Expr | None, path_names: frozenset[str]) -> str:
    if param.name in path_names:
        return "path"
    named = project.types.named(type_)
    if named.rpartition(".")[2] in _SPECIAL and named.split(".")[0] in ("fastapi", "starlette"):
        return "special"
    if named.endswith(".UploadFile") or _is_uploads(project, type_):
        return "file"
    if type_ is None:
        return "query"
    return "body" if is_body_type(project, type_) else "query" if _is_scalar(project, type_) else "unknown"


def _is_uploads(project: Project, type_: Expr | None) -> bool:
    """Whether a type is a collection of uploads."""
    match type_:
        case Subscript(index=(item, *_)) if type_.target.rpartition(".")[2] in _COLLECTIONS:
            return project.types.named(item).endswith(".UploadFile")
        case Operation(op="|", operands=operands):
            return any(_is_uploads(project, o) for o in operands)
        case _:
            return False


def is_body_type(project: Project, type_: Expr | None) -> bool:
    """Whether FastAPI reads this type from the body: a model, a dict, or a collection of values whose type is known."""
    match type_:
        case Subscript(index=index):
            name = type_.target.rpartition(".")[2]
            if name in _COLLECTIONS:
                return all(is_body_type(project, i) or _is_scalar(project, i) for i in index)
            if name in ("Optional", "Union"):
                return any(is_body_type(project, i) for i in index)
            return name in ("dict", "Dict") or _is_model(project, type_.target)
        case Operation(op="|", operands=operands):
            return any(is_body_type(project, o) for o in operands)
        case Constant():
            return False
        case _:
            target = project.types.named(type_)
            return target in ("builtins.dict", "typing.Dict") or _is_model(project, target)


def _is_model(project: Project, target: str) -> bool:
    class_ = project.class_(target)
    return class_ is not None and (
        project.hierarchy.is_model(class_) or any(d.target.endswith("dataclass") for d in class_.decorators)
    )


def _is_scalar(project: Project, type_: Expr) -> bool:
    match type_:
        case Constant():
            return True
        case Subscript(index=index):
            name = type_.target.rpartition(".")[2]
            if name == "Literal":
                return True
            return name in ("Optional", "Union", "Annotated") and all(_is_scalar(project, i) for i in index)
        case Operation(op="|", operands=operands):
            return all(_is_scalar(project, o) for o in operands)
        case _:
            target = project.types.named(type_)
            class_ = project.class_(target)
            if class_ is not None:
                return any(a.rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum", "str", "int")
                           for a in project.hierarchy.ancestors(class_))  # fmt: skip
            return target.rpartition(".")[2] in _SCALARS
