"""The reference service of `fixtures/contract`: copies of it, changed or not, and who calls them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.rule import Catalog
from tests.contract.booting import forked

SHOP = Path(__file__).resolve().parents[2] / "fixtures/contract"
SECRET = "contract-runs-only-0123456789abcdef"
_HASH = "$argon2id$v=19$m=8192,t=1,p=1$b0zWeMBSbpCNImiiq279Ow$3HwAwdsm2YANRx1zaZd2CWCcpFUM1yo2XOgeBio76nE"
"""Of the password that the document shows as its example."""
ENVIRONMENT = {
    "JWT_SECRET": SECRET,
    "FIRST_USER_PASSWORD_HASH": _HASH,
    "CORS_ORIGINS": '["https://shop.example"]',
    "ENV": "prod",
}
_EDIT = {"file", "old", "new"}


def copy_of_shop(folder: Path, edits: Iterable[dict[str, str]] = ()) -> Path:
    """The service without its tests and pipelines, with some of its text replaced, and the file of its environment."""
    shutil.copytree(SHOP / "app", folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SHOP / "pyproject.toml", folder)
    for edit in edits:
        assert edit.keys() == _EDIT, edit
        file = folder / "app" / edit["file"]
        text = file.read_text("utf-8")
        assert text.count(edit["old"]) == 1, f"{edit['file']} holds {edit['old']!r} {text.count(edit['old'])} times"
        file.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    lines = "".join(f"{name}={value}\n" for name, value in ENVIRONMENT.items())
    (folder / "contract.env").write_text(lines, encoding="utf-8")
    return folder


def judge(folder: Path, book: Catalog, monkeypatch: pytest.MonkeyPatch, *, timeout: float | None = None) -> Checked:
    """What `fastapi-lint contract` finds in such a copy with the rules of its profile."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SHOP_TOKEN", token())
    monkeypatch.setenv("SHOP_OTHER_TOKEN", token(sub=str(uuid5(NAMESPACE_URL, "bob@example.com"))))
    monkeypatch.setenv("SHOP_EXPIRED_TOKEN", token(exp=1_700_000_001))
    monkeypatch.setenv("SHOP_FOREIGN_TOKEN", token(aud="bank"))
    asked = ContractRequest(
        python=Path(sys.executable),
        env_file=folder / "contract.env",
        timeout=timeout,
        common=Request(no_cache=True),
    )
    return check_contract(asked, book, forked)


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
