"""`st run` with default settings on the measured service, served by uvicorn: what our whole run is compared with."""

from __future__ import annotations

import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path


def st_run(folder: Path) -> float:
    """Wall seconds of the command, without the start of the server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = [sys.executable, "-m", "uvicorn", "main:app", "--port", str(port), "--log-level", "critical"]
    process = subprocess.Popen(server, cwd=folder, stdin=subprocess.DEVNULL)
    try:
        _await(port)
        st = Path(sysconfig.get_path("scripts"), "st")
        with tempfile.TemporaryDirectory() as scratch:
            started = time.monotonic()
            subprocess.run(
                [st, "run", f"http://127.0.0.1:{port}/openapi.json"], cwd=scratch, capture_output=True, check=False
            )
            return time.monotonic() - started
    finally:
        process.kill()
        process.wait()


def _await(port: int) -> None:
    for _ in range(300):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
