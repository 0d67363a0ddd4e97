"""Frames between us and the target agent: two lengths, JSON, a body."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_HEADER = struct.Struct(">II")


class Ended(Exception):
    """The other side has closed the socket: its process has ended."""


class Late(Exception):
    """The other side has not answered in time."""


class Channel:
    """Our end of a socket pair."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(self, order: Json, body: bytes = b"", pass_fd: int | None = None) -> None:
        """Sends one frame, perhaps with a socket for the agent to go on at; raises Ended."""
        head = json.dumps(order).encode()
        lengths = _HEADER.pack(len(head), len(body))
        try:
            self._sock.settimeout(None)
            if pass_fd is None:
                self._sock.sendall(lengths + head + body)
            else:
                socket.send_fds(self._sock, [lengths], [pass_fd])
                self._sock.sendall(head + body)
        except OSError:
            raise Ended from None

    def receive(self, within: float) -> tuple[Json, bytes]:
        """The next frame; raises Ended or, after `within` seconds, Late."""
        until = time.monotonic() + within
        head, body = _HEADER.unpack(self._exactly(_HEADER.size, until))
        return json.loads(self._exactly(head, until)), self._exactly(body, until)

    def close(self) -> None:
        """Ends the connection; the agent ends when it notices."""
        self._sock.close()

    def _exactly(self, size: int, until: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            left = until - time.monotonic()
            if left <= 0:
                raise Late
            self._sock.settimeout(left)
            try:
                part = self._sock.recv(min(size - len(parts), 1 << 20))
            except TimeoutError:
                raise Late from None
            except OSError:
                raise Ended from None
            if not part:
                raise Ended
            parts += part
        return bytes(parts)


def pair() -> tuple[Channel, socket.socket]:
    """Our end as a channel, and the end to give away."""
    ours, theirs = socket.socketpair()
    return Channel(ours), theirs


def packed(calls: Sequence[tuple[Json, bytes]], *, together: bool) -> tuple[Json, bytes]:
    """Several calls as one order."""
    listed = [{**call, "size": len(body)} for call, body in calls]
    return {"order": "call", "calls": listed, "together": together}, b"".join(body for _, body in calls)
