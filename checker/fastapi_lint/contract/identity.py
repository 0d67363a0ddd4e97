"""Who calls: credentials that go with every request, or a login that gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from fastapi_lint.contract.environment import SHORTEST_SECRET
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.model.record import Record

Headers = tuple[tuple[str, str], ...]


class NoLogin(Exception):
    """The service gives no token; the text says how it answered, without any value."""


class Login(Record, eq=True):
    """An OAuth2 password flow: where the form goes, and what it says."""

    target: str
    username: str
    password: str
    scope: str = ""

    def request(self) -> HttpRequest:
        """The form of RFC 6749, section 4.3."""
        fields = {"grant_type": "password", "username": self.username, "password": self.password}
        body = urlencode({**fields, "scope": self.scope} if self.scope else fields).encode()
        return HttpRequest("POST", self.target, (("content-type", "application/x-www-form-urlencoded"),), body)

    def token(self, status: int, body: bytes) -> str:
        """The token that an answer holds; raises NoLogin."""
        try:
            found = json.loads(body).get("access_token")
        except (ValueError, AttributeError):
            found = None
        if status >= 300 or not isinstance(found, str):
            raise NoLogin(f"the login at `{self.target}` answered {status or 'nothing'} and no `access_token`")
        return found


class Identity(Record, eq=True):
    """A caller. `headers` are sent with each request; those of a `login` are asked for in every fresh copy.

    `refused` are tokens by the name of their variable that the service must not accept, such as an expired one.
    """

    headers: Headers = ()
    login: Login | None = None
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def secrets(self) -> Iterator[str]:
        """What must never be shown, also in the forms in which it goes over the wire."""
        for name, value in self.headers:
            yield value
            yield f"{name}: {value}" if len(value) < SHORTEST_SECRET else value  # too short to be looked for alone
            yield value.rpartition(" ")[2].rpartition("=")[2]
        if self.login is not None:
            yield self.login.password
        yield from (token for _, token in self.refused)


ANONYMOUS = Identity()
