"""Other requests while the report is made."""

import asyncio

import httpx2

from app import archive
from app.main import app


async def asked_together() -> list[str]:
    order: list[str] = []
    archive.started.clear()
    archive.may_end.clear()
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://shelf") as client:

        async def report() -> None:
            answer = await client.get("/report")
            order.append(f"report {answer.json()['words']}")

        async def health() -> None:
            while not archive.started.is_set():
                await asyncio.sleep(0.01)
            answer = await client.get("/health")
            order.append(f"health {answer.json()['status']}")
            archive.may_end.set()

        await asyncio.gather(report(), health())
    return order


def test_health_is_answered_while_the_report_is_made() -> None:
    assert asyncio.run(asked_together()) == ["health ok", "report 42"]


def test_the_archive_is_untouched() -> None:
    assert "may_end.wait(5)" in open(archive.__file__, encoding="utf-8").read()
