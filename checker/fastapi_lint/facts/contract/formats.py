"""Whether a text has one of the formats that OpenAPI names."""

from __future__ import annotations

import re
from datetime import date, datetime

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")


def has_format(value: str, form: str) -> bool:
    """Whether a text has a format; formats that nobody checks are always had."""
    try:
        match form:
            case "date-time":
                return bool(_DATE_TIME.match(value)) and datetime.fromisoformat(value.replace("z", "Z")) is not None
            case "date":
                return date.fromisoformat(value) is not None
            case "uuid":
                return bool(_UUID.match(value))
            case "email":
                return bool(_EMAIL.match(value))
            case _:
                return True
    except ValueError:
        return False
