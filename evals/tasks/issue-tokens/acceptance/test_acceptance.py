"""Tokens."""

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import jwt
import pytest
from fastapi.testclient import TestClient

KEY = "a signing key of more than thirty-two bytes"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SHELF_ADA_PASSWORD", "correct horse battery")
    monkeypatch.setenv("SHELF_SIGNING_KEY", KEY)
    for name in [name for name in sys.modules if name == "app" or name.startswith("app.")]:
        del sys.modules[name]
    with TestClient(importlib.import_module("app.main").app) as made:
        yield made


def test_a_token_carries_the_user_and_expires(client: TestClient) -> None:
    answer = client.post("/login", json={"name": "ada", "password": "correct horse battery"})
    assert answer.status_code == 200
    claims = jwt.decode(answer.json()["access_token"], KEY, algorithms=["HS256"])
    assert claims["sub"] == "ada"
    assert 0 < claims["exp"] - time.time() <= 15 * 60


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("eve", "correct horse battery"), ("ada", "")])
def test_others_get_401(client: TestClient, name: str, password: str) -> None:
    assert client.post("/login", json={"name": name, "password": password}).status_code in {401, 422}
    assert client.post("/login", json={"name": name, "password": password or "x"}).status_code == 401


@pytest.mark.parametrize("missing", ["SHELF_ADA_PASSWORD", "SHELF_SIGNING_KEY"])
def test_the_service_does_not_start_without_its_secrets(missing: str) -> None:
    environment = os.environ | {"SHELF_ADA_PASSWORD": "x" * 20, "SHELF_SIGNING_KEY": KEY}
    del environment[missing]
    start = "from fastapi.testclient import TestClient\nfrom app.main import app\nwith TestClient(app): pass"
    done = subprocess.run([sys.executable, "-c", start], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert missing.removeprefix("SHELF_").lower() in done.stderr.lower()
