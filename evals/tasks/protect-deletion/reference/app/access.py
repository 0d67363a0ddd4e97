"""Who may do what."""

from typing import Annotated

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_bearer = HTTPBearer(auto_error=False)


class Settings(BaseSettings):
    """Variables that begin with SHELF_."""

    model_config = SettingsConfigDict(env_prefix="SHELF_")

    signing_key: SecretStr


def get_settings() -> Settings:
    """The settings of this request."""
    return Settings()


def require_admin(
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    settings: Annotated[Settings, Depends(get_settings)],
) -> str:
    """The name of the administrator who calls; 401 and 403 for everybody else."""
    unknown = HTTPException(
        status.HTTP_401_UNAUTHORIZED, detail="Sign in first.", headers={"WWW-Authenticate": "Bearer"}
    )
    if given is None:
        raise unknown
    try:
        claims = jwt.decode(
            given.credentials,
            settings.signing_key.get_secret_value(),
            algorithms=["HS256"],
            options={"require": ["exp", "sub", "role"]},
        )
    except jwt.InvalidTokenError as error:
        raise unknown from error
    if claims["role"] != "admin":
        raise HTTPException(status.HTTP_403_FORBIDDEN, detail="Only administrators may do this.")
    return str(claims["sub"])
