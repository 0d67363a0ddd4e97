"""Names of secrets and texts that can be real ones."""

from __future__ import annotations

import pytest

from fastapi_lint.facts.secrets import is_known_credential, is_real_secret, names_secret, password_in_url


@pytest.mark.parametrize("name", ["SECRET_KEY", "api-key", "clientSecret", "DB_PASSWORD", "jwt_secret_value", "token"])
def test_a_name_of_a_secret_is_known(name: str) -> None:
    assert names_secret(name)


@pytest.mark.parametrize(
    "name", ["TOKEN_URL", "secret_name", "token_type", "PUBLIC_KEY", "max_tokens", "next_page_token"]
)
def test_a_name_beside_a_secret_is_not_one(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize("value", ["q8Zr2vLw9KdX4tBn", "kaylee123", "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4c"])
def test_a_random_text_can_be_a_secret(value: str) -> None:
    assert is_real_secret(value)


@pytest.mark.parametrize(
    "value",
    [
        "changeme123",
        "!Ch4ng3Th1s!",
        "your-api-key-1",
        "/run/secrets/k1",
        "https://a.b/t1",
        "user:token:v1",
        "short1",
        "two words 12",
    ],
)
def test_placeholders_paths_and_words_are_no_secrets(value: str) -> None:
    assert not is_real_secret(value)


def test_a_credential_of_a_known_form_is_recognised_without_a_name() -> None:
    assert is_known_credential("ghp_" + "a1B2c3D4e5F6g7H8i9" * 2)
    assert not is_known_credential("AKIAIOSFODNN7EXAMPLE")


def test_only_the_password_of_another_host_counts_in_a_connection_string() -> None:
    assert password_in_url("postgresql://shop:v9Kq2mXw@db.shop.com/orders") == "v9Kq2mXw"
    assert not password_in_url("postgresql://shop:v9Kq2mXw@localhost/orders")
    assert not password_in_url("postgresql://shop:password@db.shop.com/orders")
    assert not password_in_url("postgresql://db.shop.com/orders")
