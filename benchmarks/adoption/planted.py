"""Ten defects that mean the same in whatever module they are appended to, each found by another rule."""

from __future__ import annotations

DEFECTS = {
    "changed-default-argument": """
def _planted_default(items: list[int] = []) -> list[int]:
    items.append(1)
    return items
""",
    "unawaited-coroutine": """
async def _planted_work() -> int:
    return 1


async def _planted_caller() -> None:
    _planted_work()
""",
    "dangling-task": """
async def _planted_task() -> None:
    import asyncio

    asyncio.create_task(asyncio.sleep(1))
""",
    "jwt-without-algorithms": """
def _planted_token(token: str, key: str) -> object:
    import jwt

    return jwt.decode(token, key)
""",
    "raised-non-exception": """
def _planted_raise() -> None:
    raise NotImplemented
""",
    "discarded-comparison": """
def _planted_check(value: int) -> None:
    value == 1
""",
    "deprecated-utc-datetime": """
def _planted_moment() -> object:
    from datetime import datetime

    return datetime.utcnow()
""",
    "literal-identity-comparison": """
def _planted_comparison(value: str) -> bool:
    return value is "planted"
""",
    "decimal-from-float": """
def _planted_amount() -> object:
    from decimal import Decimal

    return Decimal(0.1)
""",
    "disabled-tls-verification": """
def _planted_call(url: str) -> object:
    import httpx

    return httpx.get(url, verify=False, timeout=5)
""",
}
