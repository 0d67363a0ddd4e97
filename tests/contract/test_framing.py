"""Frames between us and the service's process, which may send anything."""

from __future__ import annotations

import struct

import pytest

from fastapi_lint.contract.framing import Ended, pair

PATIENCE = 30.0
"""Seconds; no test waits for them."""


def test_an_answer_arrives_with_its_body() -> None:
    ours, theirs = pair()
    head = b'{"status": 200}'
    theirs.sendall(struct.pack(">II", len(head), 2) + head + b"ok")
    assert ours.receive(PATIENCE) == ({"status": 200}, b"ok")
    ours.close()
    theirs.close()


@pytest.mark.parametrize("lengths", [(2**32 - 1, 0), (2, 2**32 - 1)])
def test_a_frame_larger_than_any_of_ours_is_not_waited_for(lengths: tuple[int, int]) -> None:
    ours, theirs = pair()
    theirs.sendall(struct.pack(">II", *lengths) + b"{}")
    with pytest.raises(Ended):
        ours.receive(PATIENCE)
    ours.close()
    theirs.close()
