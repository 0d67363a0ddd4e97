"""The reference service of `fixtures/contract`: copies of it, changed or not, and who calls them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from tests.contract.booting import forked

SHOP = Path(__file__).resolve().parents[2] / "fixtures/contract"
SECRET = "contract-runs-only-0123456789abcdef"
ENVIRONMENT = {
    "JWT_SECRET": SECRET,
    "FIRST_USER_PASSWORD": "Secret-123456",
    "CORS_ORIGINS": '["https://shop.example"]',
    "ENV": "prod",
}


def copy_of_shop(folder: Path) -> Path:
    """The service without its tests and pipelines, and the file that holds its environment."""
    shutil.copytree(SHOP / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SHOP / "pyproject.toml", folder)
    lines = "".join(f"{name}={value}\n" for name, value in ENVIRONMENT.items())
    (folder / "contract.env").write_text(lines, encoding="utf-8")
    return folder


def judge(folder: Path, monkeypatch: pytest.MonkeyPatch, *select: str) -> Checked:
    """What `fastapi-lint contract` finds in such a copy, with the rules of its profile or only some."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SHOP_TOKEN", token())
    asked = ContractRequest(
        python=Path(sys.executable),
        env_file=folder / "contract.env",
        common=Request(select=select, no_cache=True),
    )
    return check_contract(asked, catalog(None), forked)


def token(**claims: object) -> str:
    """What the service would give the first user, valid for a long time; other claims make it another token."""
    owner = str(uuid5(NAMESPACE_URL, "ann@example.com"))
    told = {"sub": owner, "role": "customer", "aud": "shop", "iat": 1_700_000_000, "exp": 4_102_444_800, **claims}
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(told)}"
    return f"{signed}.{_text(hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest())}"


def _encoded(part: dict[str, object]) -> str:
    return _text(json.dumps(part).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
