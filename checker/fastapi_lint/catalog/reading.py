"""Reads one YAML file of the rulebook as one of its models, and says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from fastapi_lint.model.errors import nearest

Spec = TypeVar("Spec", bound=BaseModel)


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which a key may stand once and `yes`, `no`, `on` and `off` must be quoted."""

    def __init__(self, stream: bytes) -> None:
        super().__init__(stream)
        self.problems: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - as overridden
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                self.problems.append(f"line {key.start_mark.line + 1}: the key `{key.value}` stands twice")
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def word(self, node: yaml.ScalarNode) -> str:
        """A YAML 1.1 boolean, which the author may have meant as a word."""
        self.problems.append(f"line {node.start_mark.line + 1}: quote `{node.value}`, or write true or false")
        return str(node.value)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver(
    "!yaml-1.1-boolean", re.compile(r"(yes|no|on|off|true|false)\Z", re.IGNORECASE), list("yYnNoOtTfF")
)
_Loader.add_constructor("!yaml-1.1-boolean", _Loader.word)


def read(path: Path, model: type[Spec], problems: list[str], shown: str) -> Spec | None:
    """The file as a model, or None; problems are appended, each starting with `shown`."""
    data, found = _parse(path)
    spec = None
    if not found:
        spec, found = _validate(data, model)
    problems += [f"{shown}: {problem}" for problem in found]
    return spec


def _parse(path: Path) -> tuple[object, list[str]]:
    try:
        loader = _Loader(path.read_bytes())
        return loader.get_single_data(), loader.problems
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [f"line {line}: not valid YAML: {error.problem}"]
    except (yaml.YAMLError, OSError) as error:
        return None, [f"cannot be read: {str(error).splitlines()[0]}"]


def _validate(data: object, model: type[Spec]) -> tuple[Spec | None, list[str]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_sentence(problem["type"], problem["loc"], problem["msg"], model) for problem in error.errors()]


def _sentence(kind: str, loc: tuple[int | str, ...], text: str, model: type[BaseModel]) -> str:
    key = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        return f"{key}: unknown key{nearest(str(loc[-1]), _keys(model, loc[:-1])) or '.'}"
    plain = text.removeprefix("Value error, ")
    return f"{key}: {plain}" if key else plain


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid at a place inside the model."""
    for part in loc:
        if part in model.model_fields:
            model = _inner_model(model.model_fields[str(part)].annotation) or model
    return list(model.model_fields)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner_model(arg))), None)
