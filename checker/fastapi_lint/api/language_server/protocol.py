"""The protocol with the answer that pygls leaves out: to requests that cannot be read."""

from __future__ import annotations

from typing import Any

from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol


class Protocol(LanguageServerProtocol):
    """As pygls has it, otherwise."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """The message in a dictionary; the client of a request that makes no sense is not left waiting."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise
