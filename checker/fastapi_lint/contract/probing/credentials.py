"""What operations are asked by callers without credentials, or with wrong ones."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.inputs import Asked
from fastapi_lint.contract.probing.requests import Draft
from fastapi_lint.facts.contract.bodies import claims_of
from fastapi_lint.facts.contract.exchange import Exchange

_CREDENTIALS = ("authorization", "cookie", "x-api-key")
_UNSIGNED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIiwiZXhwIjo5OTk5OTk5OTk5fQ."


def bare(client: Client, valid: Draft) -> Draft:
    """The request of somebody who has no credentials."""
    return valid.without_headers(*_CREDENTIALS, *(name for name, _ in client.headers))


def wrong_credentials(client: Client, valid: Draft) -> Asked:
    """No credentials, and tokens that nobody should accept."""
    nobody = bare(client, valid)
    yield "anonymous", nobody.request(), "no credentials"
    for note, token in (("no token at all", "not.a.token"), ("alg: none", _UNSIGNED), *_forged(valid)):
        yield "invalid-token", nobody.with_header("authorization", f"Bearer {token}").request(), note
    for name, token in client.caller.refused:
        refused = nobody.with_header("authorization", f"Bearer {token}")
        yield "invalid-token", refused.request(), f"the token of `{name}`"


def probe_openness(client: Client, valid: Draft, answer: Exchange) -> None:
    """What reads answer to nobody in particular, and to a token in the address."""
    operation = valid.operation
    if operation.method != "GET" or not client.headers:
        return
    if not operation.is_secured:
        nobody = client.call("undeclared-anonymous", bare(client, valid).request(), operation)
        client.trial("undeclared-anonymous", [answer, nobody], operation)
        return
    refused = client.call("anonymous", bare(client, valid).request(), operation, "no credentials")
    token = _token(valid)
    for name in ("access_token", "token") if token else ():
        shown = client.call("token-in-query", bare(client, valid).with_query(name, token).request(), operation, name)
        client.trial("token-in-query", [refused, shown], operation)


def _token(valid: Draft) -> str:
    kind, _, token = dict(valid.headers).get("authorization", "").partition(" ")
    return token if kind.lower() == "bearer" else ""


def _forged(valid: Draft) -> Iterator[tuple[str, str]]:
    """The caller's own token, changed so that its signature no longer fits."""
    token = _token(valid)
    claims = claims_of(token)
    if claims is None:
        return
    head, body, signature = token.split(".")
    yield "the caller's claims under alg: none", f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{body}."
    yield "other claims under the caller's signature", f"{head}.{_encoded({**claims, 'x': 1})}.{signature}"


def _encoded(part: dict[str, object]) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
