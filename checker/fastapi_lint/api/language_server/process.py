"""The server as a process: the protocol on standard output and nothing else there, the exit code that it asks for."""

from __future__ import annotations

import gc
import logging
import os
import sys

from fastapi_lint.api.language_server.server import Server


def serve() -> int:
    """Serves one client on standard input and output; returns 0 when it said goodbye, 1 when it just went."""
    gc.enable()  # commands run without it, but this one does not end
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    sys.stdout.flush()
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not end up between two messages
        server = Server()
        server.start_io(sys.stdin.buffer, answers)
        return 0 if server.has_shut_down else 1
