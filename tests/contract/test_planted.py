"""Three bugs that a fuzzer was measured on, of which it finds two: all of them are found, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.services import contract, service

CODE = """\
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, HTTPException, Query

app = FastAPI()


@app.get("/reports/sales")
def read_sales(days: int = Query(7, ge=0, le=90)) -> float:
    return 700 / days


@app.get("/reports/orders")
def read_orders(since: datetime = datetime(2024, 1, 1, tzinfo=UTC)) -> int:
    return (datetime.now(UTC) - since) // timedelta(days=1)


@app.post("/orders", status_code=201)
def create_order(quantity: int = 1) -> int:
    raise HTTPException(status_code=409, detail="the shop is closed")
"""


def test_all_three_planted_bugs_are_found_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(service(tmp_path, CODE), monkeypatch, "server-error-on-malformed-input", "undocumented-response")
    assert [(d.location.line, d.rule, d.location.operation) for d in checked.report.diagnostics] == [
        (10, "server-error-on-malformed-input", "GET /reports/sales"),
        (15, "server-error-on-malformed-input", "GET /reports/orders"),
        (18, "undocumented-response", "POST /orders"),
    ]
