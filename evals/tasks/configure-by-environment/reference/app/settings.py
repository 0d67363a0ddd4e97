"""What the environment gives."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Variables that begin with SHELF_."""

    model_config = SettingsConfigDict(env_prefix="SHELF_")

    secret_key: SecretStr
    title: str = "Shelf"
