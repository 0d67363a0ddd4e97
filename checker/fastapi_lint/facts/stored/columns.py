"""The columns of mapped classes, SQLAlchemy's and SQLModel's alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Call, Constant, Expr, Operation, Subscript, is_constant, string, target_of
from fastapi_lint.facts.stored.tables import tables
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Model, ModelField

_COLUMN_CALLS = ("mapped_column", "Column", "Field", "column_property")


class Column(Record):
    """`name` is the database's; `annotation` what stands inside `Mapped[…]`; `call` the `mapped_column(…)`.

    The call may come with the type: `Moment = Annotated[datetime, mapped_column(…)]` serves `Mapped[Moment | None]`.
    `type` is the SQL type as written (`String(20)`), `foreign_key` its target ("user.id"), "" when there is none.
    """

    name: str
    attribute: str
    annotation: Expr | None
    call: Call | None
    type: Expr | None
    foreign_key: str
    at: Anchor
    owner: Class
    table: Class

    def option(self, name: str) -> Expr | None:
        """A keyword of the column, also of a `sa_column=Column(…)`."""
        if self.call is None:
            return None
        inner = self.call.keyword("sa_column")
        found = inner.keyword(name) if isinstance(inner, Call) else None
        return found if found is not None else self.call.keyword(name)

    def has(self, name: str) -> bool:
        """Whether a flag such as `unique`, `index` or `primary_key` is set."""
        return is_constant(self.option(name), value=True)

    @property
    def type_name(self) -> str:
        """The last name of the SQL type: `String`, `DateTime`; "" when none is written."""
        named = self.type.func if isinstance(self.type, Call) else self.type
        return getattr(named, "attr", "") or getattr(named, "id", "") if named is not None else ""


def columns(project: Project) -> tuple[Column, ...]:
    """Every column of every table, those of shared mixins once."""
    return project.remember(_columns, project)


def _columns(project: Project, _: Project) -> tuple[Column, ...]:
    found: dict[tuple[str, str], Column] = {}
    for table in tables(project):
        for column in columns_of(project, table):
            found.setdefault((column.owner.symbol, column.attribute), column)
    return tuple(found.values())


def columns_of(project: Project, table: Model) -> tuple[Column, ...]:
    """The columns of one table, inherited ones included."""
    return tuple(c for f in table.fields if (c := _column(project, table, f)) is not None)


def _column(project: Project, table: Model, field: ModelField) -> Column | None:
    call = field.value if isinstance(field.value, Call) else None
    wrapper = field.annotation.target.rpartition(".")[2] if isinstance(field.annotation, Subscript) else ""
    is_mapped = wrapper == "Mapped"
    is_sqlmodel = any(a.startswith("sqlmodel.") for a in project.hierarchy.ancestors(table.class_))
    if call is not None and call.method not in _COLUMN_CALLS:
        return None
    if not is_mapped and (call is None or call.method not in ("mapped_column", "Column")) and not is_sqlmodel:
        return None
    if (
        wrapper in ("ClassVar", "WriteOnlyMapped", "DynamicMapped")
        or field.name.startswith("_")
        or field.name == "model_config"
    ):
        return None
    inner = field.annotation.index[0] if is_mapped and isinstance(field.annotation, Subscript) else field.annotation
    if is_mapped and call is None and _is_relation(project, inner):
        return None
    shared = _shared_call(project, inner)
    name, type_, key = _arguments(call)
    if shared is not None:
        _, shared_type, shared_key = _arguments(shared)
        call, type_, key = call or shared, type_ or shared_type, key or shared_key
    return Column(name or field.name, field.name, inner, call, type_, key, field.at, field.owner, table.class_)


def _shared_call(project: Project, annotation: Expr | None) -> Call | None:
    """The `mapped_column(…)` inside the `Annotated` type of a column, which may also be null."""
    options = annotation.operands if isinstance(annotation, Operation) else (annotation,)
    for option in options:
        _, metadata = project.annotated(option)
        for found in metadata:
            if isinstance(found, Call) and found.method == "mapped_column":
                return found
    return None


def _is_relation(project: Project, annotation: Expr | None) -> bool:
    class_ = project.class_(project.types.named(annotation))
    return class_ is not None and project.hierarchy.is_orm(class_)


def _arguments(call: Call | None) -> tuple[str, Expr | None, str]:
    """(name, type, foreign key) that the call of a column writes."""
    if call is None:
        return "", None, ""
    inner = call.keyword("sa_column")
    source = inner if isinstance(inner, Call) else call
    name, type_, key = (
        "",
        source.keyword("type_") or source.keyword("sa_type"),
        string(call.keyword("foreign_key")) or "",
    )
    for position, argument in enumerate(a.value for a in source.args if not a.keyword and not a.star):
        if isinstance(argument, Call) and argument.method == "ForeignKey":
            key = string(argument.argument(0, "column")) or "?"
        elif position == 0 and (written := string(argument)) is not None:
            name = written
        elif not (isinstance(argument, Constant | Operation) or type_ is not None) and _may_be_type(argument):
            type_ = argument
    return name or string(source.keyword("name")) or "", type_, key


def _may_be_type(argument: Expr) -> bool:
    target = argument.target if isinstance(argument, Call) else target_of(argument)
    return target.rpartition(".")[2] not in ("Identity", "Sequence", "Computed", "CheckConstraint", "FetchedValue")
