"""Whether ruff says of changed files what it said of them before."""

import json
import os
import subprocess
from zlib import crc32

TYPE_CHECKING = False  # a run that only asks this has no time for `typing`
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def agrees(before: "tuple[Sequence[str], str, Mapping[str, int]]", paths: list[str]) -> bool:
    """`before`: the command without files, the folder that it runs in, and a checksum of what it said of each file."""
    command, folder, said = before
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUFF_")}
    try:
        done = subprocess.run([*command, *paths], cwd=folder, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    if done.returncode not in (0, 1) or done.stderr:
        return False
    found = checksums(done.stdout.decode("utf-8", "replace"))
    return found is not None and all(found.get(path, 0) == said.get(path, 0) for path in paths)


def checksums(output: str) -> dict[str, int] | None:
    """A checksum of what ruff's JSON says of each file that it names; None when it is no such output."""
    try:
        entries = json.loads(output)
        said: dict[str, list[object]] = {}
        for entry in entries:
            said.setdefault(entry["filename"], []).append(entry)
    except (ValueError, LookupError, TypeError):
        return None
    return {path: crc32(json.dumps(found, sort_keys=True).encode()) for path, found in said.items()}
