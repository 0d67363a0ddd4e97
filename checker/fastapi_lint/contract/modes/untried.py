"""Why a mode was not tried."""

from __future__ import annotations


class NotTried(Exception):
    """A mode cannot be tried here; the text says why."""
