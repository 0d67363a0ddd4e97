"""What a guideline says about one setting, read from a line such as `SERVICE_PORT: int >= 1 = 8000`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from fastapi_lint.facts.configuration.settings import default_of, has_default, option_of
from fastapi_lint.facts.expression import Arg, Attribute, Call, Constant, Expr, Sequence, Subscript, string, target_of
from fastapi_lint.facts.web import ModelField
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_KINDS = ("str", "int", "float", "bool", "list", "dict")
_BOUNDED = {">": ("gt",), ">=": ("ge", "gt")}
_BOUNDED_TYPES = ("PositiveInt", "NonNegativeInt", "PositiveFloat", "NonNegativeFloat", "timedelta")
_FITTING = {"int": ("int",), "float": ("float", "int"), "bool": ("bool",), "list": ("list",), "str": ("str",)}


class SettingSpec(Record, eq=True):
    """`NAME|OTHER: type >= bound = default`: `type` is a kind, a set of values `a|b`, or "" for any."""

    names: tuple[str, ...]
    type: str = ""
    bound: str = ""
    defaults: tuple[str, ...] = ()

    def means(self, setting: str) -> bool:
        """Whether a variable in upper case is meant, by one of the names or their `*`."""
        return any(fnmatchcase(setting, name) for name in self.names)

    @property
    def name(self) -> str:
        """The first of its names, by which findings call it."""
        return self.names[0].lstrip("*_")


def parse_setting(line: str) -> SettingSpec:
    """The specification that a line of a rule's parameters writes down."""
    head, _, rest = line.partition(":")
    names = tuple(name.strip().upper() for name in head.split("|"))
    bound = next((operator for operator in (">=", ">") if operator in rest), "")
    body, _, default = rest.replace(">=", ">").partition("=")
    type_ = body.partition(">")[0].strip()
    defaults = tuple(d.strip() for d in default.split("|") if d.strip())
    return SettingSpec(names, "" if type_ == "any" else type_, bound, defaults)


def deviation(project: Project, spec: SettingSpec, field: ModelField) -> str:
    """How the field differs from the specification, as words for a message; "" when it does not or nobody knows."""
    return (
        _wrong_type(project, spec, field) or _wrong_bound(project, spec, field) or _wrong_default(project, spec, field)
    )


def _wrong_type(project: Project, spec: SettingSpec, field: ModelField) -> str:
    kind = _kind(project, field)
    if not spec.type or (not kind and "|" not in spec.type):
        return ""
    if "|" not in spec.type:
        return "" if kind in _FITTING.get(spec.type, (kind,)) else f"is `{kind}` instead of `{spec.type}`"
    wanted = [v.strip() for v in spec.type.split("|")]
    values = allowed_values(project, field)
    if values is None:
        closed = kind != "str" or option_of(project, field, "pattern") is not None
        return "" if closed else f"takes any text instead of one of {', '.join(wanted)}"
    lacking = [v for v in wanted if v not in values]
    return f"does not know the value {lacking[0]}" if lacking else ""


def _kind(project: Project, field: ModelField) -> str:
    name = project.types.named(field.annotation).rpartition(".")[2].lower()
    return name if name in _KINDS else ""


def allowed_values(project: Project, field: ModelField) -> set[str] | None:
    """The lower-case values of a `Literal` or an enumeration; None when the type is neither."""
    type_, _ = project.annotated(field.annotation)
    if isinstance(type_, Subscript) and type_.target.endswith("Literal"):
        return {str(i.value).lower() for i in type_.index if isinstance(i, Constant)}
    class_ = project.class_(project.types.named(field.annotation))
    if class_ is None or not any(a.endswith(("Enum", "StrEnum")) for a in project.hierarchy.ancestors(class_)):
        return None
    return {v.lower() for f in class_.fields for v in (f.name, string(f.value) or "") if v}


def _wrong_bound(project: Project, spec: SettingSpec, field: ModelField) -> str:
    if not spec.bound or option_of(project, field, *_BOUNDED[spec.bound]) is not None:
        return ""
    named = project.types.named(field.annotation)
    if named.endswith(_BOUNDED_TYPES) or not named:
        return ""
    return "has no lower bound"


def _wrong_default(project: Project, spec: SettingSpec, field: ModelField) -> str:
    if not spec.defaults:
        return ""
    if spec.defaults == ("required",):
        return "has a default" if has_default(project, field) else ""
    if not has_default(project, field):
        return "" if "required" in spec.defaults else f"has no default, {spec.defaults[0]}"
    shown = _shown(project, default_of(project, field))
    return (
        "" if shown in {"", *(d.lower() for d in spec.defaults)} else f"is {shown} by default, not {spec.defaults[0]}"
    )


def _shown(project: Project, value: Expr | None) -> str:
    """A default in lower case; "" when it cannot be read."""
    match value:
        case Constant(value=plain):
            return str(plain).lower()
        case Attribute(attr=attr) if target_of(value):
            member = project.value(target_of(value))
            return attr.lower() if member is None else str(getattr(member, "value", attr)).lower()
        case Sequence(items=()):
            return "[]"
        case Call(args=(Arg(value=Constant(value=plain), keyword=""),)) if _makes_value(value.method):
            return str(plain).lower()
        case _:
            return ""


def _makes_value(name: str) -> bool:
    """Whether a call by this name is a conversion such as `SecretStr("x")`, and not a look-up such as `getenv("X")`."""
    return name[:1].isupper() or name in _KINDS
