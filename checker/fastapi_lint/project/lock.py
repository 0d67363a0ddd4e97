"""Lock files of uv, Poetry and PDM."""

from __future__ import annotations

import tomllib

from fastapi_lint.facts.files.manifest import Lock, normal
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import Invalid


def lock(path: str, text: str) -> Lock:
    """The locked versions; Invalid when the file is no TOML."""
    try:
        packages = tomllib.loads(text).get("package", [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid("TOML", str(error)) from None
    listed = packages if isinstance(packages, list) else []
    named = (p for p in listed if isinstance(p, dict) and "name" in p)
    versions = {normal(str(p["name"])): str(p.get("version", "")) for p in named}
    return Lock(path, Location(path, 1, 1, 1, 1), versions)
