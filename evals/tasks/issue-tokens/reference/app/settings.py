"""What the environment has to give."""

from functools import lru_cache

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Variables that begin with SHELF_."""

    model_config = SettingsConfigDict(env_prefix="SHELF_")

    ada_password: SecretStr
    signing_key: SecretStr


@lru_cache
def get_settings() -> Settings:
    """The settings, read once."""
    return Settings()
