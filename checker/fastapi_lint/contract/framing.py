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
_PART = 1 << 16
_LARGEST = 1 << 28
"""Bytes of a frame, a hundred times what large documents need: the service can write into its end of the socket too."""
_NAP, _LONGEST_NAP = 0.0002, 0.005
"""Seconds for each frame that is to follow, and for all of them."""


class Ended(Exception):
    """The other side has closed the socket: its process has ended."""


class Late(Exception):
    """The other side has not answered in time."""


class Channel:
    """Our end of a socket pair."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._ahead = sock, bytearray()

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

    def receive(self, within: float, following: int = 0) -> tuple[Json, bytes]:
        """The next frame; raises Ended or, after `within` seconds, Late.

        Where others follow at once, it waits for some of them: being woken for each costs both sides more than reading.
        """
        until = time.monotonic() + within
        if following and len(self._ahead) < _HEADER.size:
            time.sleep(min(following * _NAP, _LONGEST_NAP))
        head, size = _HEADER.unpack(self._exactly(_HEADER.size, until))
        if head + size > _LARGEST:
            raise Ended
        try:
            told = json.loads(self._exactly(head, until))
        except ValueError:  # the service writes into what it was not given, or has broken its interpreter
            raise Ended from None
        return told, self._exactly(size, until)

    def close(self) -> None:
        """Ends the connection; the agent ends when it notices."""
        self._sock.close()

    def _exactly(self, size: int, until: float) -> bytes:
        """Reads ahead, so that most frames cost one call of the system."""
        while len(self._ahead) < size:
            self._ahead += self._part(until)
        found = bytes(self._ahead[:size])
        del self._ahead[:size]
        return found

    def _part(self, until: float) -> bytes:
        left = until - time.monotonic()
        if left <= 0:
            raise Late
        try:
            self._sock.settimeout(left)
            part = self._sock.recv(_PART)
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Ended from None
        if not part:
            raise Ended
        return part


def pair() -> tuple[Channel, socket.socket]:
    """Our end as a channel, and the end to give away."""
    ours, theirs = socket.socketpair()
    return Channel(ours), theirs


def packed(calls: Sequence[tuple[Json, bytes]], *, together: bool) -> tuple[Json, bytes]:
    """Several calls as one order."""
    listed = [{**call, "size": len(body)} for call, body in calls]
    return {"order": "call", "calls": listed, "together": together}, b"".join(body for _, body in calls)
