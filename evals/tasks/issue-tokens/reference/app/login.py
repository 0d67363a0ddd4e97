"""Signing in."""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, Field, SecretStr

from app.settings import Settings, get_settings

LIFETIME = timedelta(minutes=15)
router = APIRouter(tags=["login"])


class Credentials(BaseModel):
    """Who wants to sign in."""

    name: str = Field(min_length=1, max_length=100)
    password: SecretStr = Field(max_length=200)


class Token(BaseModel):
    """What proves it afterwards."""

    access_token: str


@router.post("/login", responses={401: {"description": "The name or the password is wrong."}})
async def login(given: Credentials, settings: Annotated[Settings, Depends(get_settings)]) -> Token:
    """Signs a user in."""
    known = settings.ada_password.get_secret_value().encode()
    matches = hmac.compare_digest(given.password.get_secret_value().encode(), known)
    if given.name != "ada" or not matches:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, detail="The name or the password is wrong.")
    claims = {"sub": given.name, "exp": datetime.now(UTC) + LIFETIME}
    return Token(access_token=jwt.encode(claims, settings.signing_key.get_secret_value(), algorithm="HS256"))
