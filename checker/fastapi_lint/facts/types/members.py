"""What class the attributes of an object have, and where its methods are defined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Assign, Class, Function
from fastapi_lint.facts.expression import Attribute, Expr, Name
from fastapi_lint.facts.types.known_classes import CANONICAL, MEMBERS, RETURNS, SDK_CLIENTS

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


class Members:
    """Answers for instances of a class by its dotted name, of the project or of a library."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._attributes: dict[tuple[str, str], str] = {}

    def attribute_of(self, owner: str, attr: str) -> str:
        """The class of an attribute of instances of a class, from its fields and `self.x = …`."""
        if f"{owner}.{attr}" in RETURNS:
            return RETURNS[f"{owner}.{attr}"]
        if owner in MEMBERS:
            return MEMBERS[owner]
        if owner.startswith(SDK_CLIENTS):
            return f"{owner}.{attr}"
        class_ = self._project.class_(owner)
        if class_ is None:
            return ""
        key = (class_.symbol, attr)
        if key not in self._attributes:
            self._attributes[key] = ""
            self._attributes[key] = self._find_attribute(class_, attr)
        return self._attributes[key]

    def _find_attribute(self, class_: Class, attr: str) -> str:
        hierarchy, types = self._project.hierarchy, self._project.types
        if (field := hierarchy.field(class_, attr)) is not None:
            return types.named(field.annotation) if field.annotation is not None else types.of(field.value)
        method = hierarchy.method(class_, attr)
        if method is not None and any(d.target.endswith(("property", "cached_property")) for d in method.decorators):
            return types.returned(method)
        kept = (types.named(a.annotation) or types.of(a.value, function) for a, function in self._kept(class_, attr))
        return next((found for found in kept if found and found != "builtins.NoneType"), "")

    def _kept(self, class_: Class, attr: str) -> Iterator[tuple[Assign, Function]]:
        """Every `self.<attr> = …` of the class and its bases, with the method that does it."""
        for ancestor in self._project.hierarchy.project_ancestors(class_):
            for name in ancestor.methods:
                function = self._project.functions.get(f"{ancestor.symbol}.{name}")
                for assign in function.body.assigns if function else ():
                    if function is not None and any(_is_own_attribute(target, attr) for target in assign.targets):
                        yield assign, function

    def method_of(self, owner: str, name: str) -> str:
        """The dotted name of a method of a class: where the project defines it, else on its external base."""
        class_ = self._project.class_(owner)
        if class_ is None:
            return f"{CANONICAL.get(owner, owner)}.{name}"
        method = self._project.hierarchy.method(class_, name)
        if method is not None:
            return method.symbol
        external = [a for a in self._project.hierarchy.ancestors(class_) if a not in self._project.classes]
        external = [a for a in external if not a.startswith("<")]
        return f"{CANONICAL.get(external[0], external[0])}.{name}" if len(external) == 1 else ""

    def method_above(self, function: Function, name: str) -> str:
        """The dotted name of what `super().name` means inside a method; "" when the project does not define it."""
        class_ = self._project.classes.get(function.symbol.rpartition(".")[0])
        if class_ is None:
            return ""
        for ancestor in list(self._project.hierarchy.project_ancestors(class_))[1:]:
            if name in ancestor.methods:
                return f"{ancestor.symbol}.{name}"
        return ""


def _is_own_attribute(target: Expr, attr: str) -> bool:
    """Whether an assignment's left side is `self.<attr>`."""
    return isinstance(target, Attribute) and target.attr == attr and target.value == Name("self")
