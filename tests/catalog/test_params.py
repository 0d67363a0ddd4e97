"""Parameters have the declared type, or an error says what was expected."""

from __future__ import annotations

import pickle

import pytest

from fastapi_lint.catalog.params import Params, ParamType, coerce


@pytest.mark.parametrize(
    ("value", "wanted", "read"),
    [
        (True, "bool", True),
        (3, "int", 3),
        (3, "float", 3.0),
        (0.5, "float", 0.5),
        ("x", "str", "x"),
        (["a", "b"], "list[str]", ("a", "b")),
        (["a", "a"], "set[str]", frozenset({"a"})),
        ({"a": "b"}, "dict[str, str]", {"a": "b"}),
        ({"a": 1}, "dict[str, int]", {"a": 1}),
        ({"a": ["b"]}, "dict[str, list[str]]", {"a": ("b",)}),
    ],
)
def test_a_fitting_value_becomes_immutable(value: object, wanted: ParamType, read: object) -> None:
    assert coerce(value, wanted) == read
    assert coerce(coerce(value, wanted), wanted) == read


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1, "bool"),
        (True, "int"),
        ("1", "int"),
        (True, "float"),
        (1, "str"),
        ("ab", "list[str]"),
        ([1], "list[str]"),
        ({"a": 1}, "dict[str, str]"),
        ({1: "a"}, "dict[str, str]"),
        ([], "dict[str, str]"),
        ({"a": True}, "dict[str, int]"),
        ({"a": "b"}, "dict[str, list[str]]"),
    ],
)
def test_another_type_is_an_error(value: object, wanted: ParamType) -> None:
    with pytest.raises(TypeError) as caught:
        coerce(value, wanted)
    assert str(caught.value) == f"expected {wanted}, got {value!r}"


def test_a_long_value_is_shown_shortened() -> None:
    with pytest.raises(TypeError, match=r"got 'x{56}\.\.\.$"):
        coerce("x" * 100, "int")


def test_a_regular_expression_that_cannot_be_compiled_is_an_error_of_the_configuration() -> None:
    assert coerce("^/v1", "regex") == "^/v1"
    with pytest.raises(TypeError, match=r"^expected regex, got '\(' \(missing \)"):
        coerce("(", "regex")
    with pytest.raises(TypeError, match=r"^expected regex, got 3$"):
        coerce(3, "regex")


def test_choices_are_the_only_values() -> None:
    with pytest.raises(TypeError, match="expected one of a, b, got 'c'"):
        coerce("c", "str", ("a", "b"))


def test_params_are_read_as_attributes_and_survive_pickling() -> None:
    params = pickle.loads(pickle.dumps(Params({"depth": 3})))
    assert params.depth == 3


def test_an_undeclared_parameter_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="no parameter `dept`; did you mean `depth`"):
        _ = Params({"depth": 3}).dept


def test_params_cannot_be_changed() -> None:
    with pytest.raises((AttributeError, TypeError)):
        Params({"depth": 3}).depth = 4
