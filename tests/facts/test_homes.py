"""Where definitions belong, and what a guideline says of settings: both are read from one line of text."""

from __future__ import annotations

import pytest

from fastapi_lint.facts.configuration.setting_specs import SettingSpec, parse_setting
from fastapi_lint.facts.layout.homes import lies_in, read_homes


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("app/orders/schemas.py", "schemas.py"),
        ("app/schemas/deep/order.py", "schemas/*"),
        ("backend/app/core/config.py", "core/config.py"),
        ("app/order_schemas.py", "*_schemas.py"),
        ("schemas.py", "schemas.py"),
    ],
)
def test_a_file_lies_at_a_place(path: str, place: str) -> None:
    assert lies_in(path, place)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("app/schemas.py", "schemas/*"),
        ("app/core/config.py", "app/config.py"),
        ("config.py", "core/config.py"),
        ("app/schemas/order.py", "schemas.py"),
    ],
)
def test_a_file_lies_elsewhere(path: str, place: str) -> None:
    assert not lies_in(path, place)


def test_homes_are_read_role_by_role() -> None:
    assert read_homes(["schemas = schemas.py, schemas/*", "tables = models.py"]) == {
        "schemas": ("schemas.py", "schemas/*"),
        "tables": ("models.py",),
    }


@pytest.mark.parametrize(
    ("line", "spec"),
    [
        ("APP_NAME: str", SettingSpec(("APP_NAME",), "str")),
        ("service_port|PORT: int >= 1 = 8000", SettingSpec(("SERVICE_PORT", "PORT"), "int", ">=", ("8000",))),
        ("WORKERS: int > 0", SettingSpec(("WORKERS",), "int", ">")),
        ("LOG_FORMAT: json|text = json", SettingSpec(("LOG_FORMAT",), "json|text", "", ("json",))),
        ("REDIS_URL: any = none|required", SettingSpec(("REDIS_URL",), "", "", ("none", "required"))),
    ],
)
def test_a_setting_is_read_from_its_line(line: str, spec: SettingSpec) -> None:
    assert parse_setting(line) == spec


def test_a_setting_is_meant_by_any_of_its_names() -> None:
    spec = parse_setting("*APP_NAME|TITLE: str")
    assert (spec.name, spec.means("SHOP_APP_NAME"), spec.means("TITLE"), spec.means("NAME")) == (
        "APP_NAME",
        True,
        True,
        False,
    )
