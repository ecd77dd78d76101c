# variables: DEBUG, HSTS, SHOP_NAME, SHOP_RATIO, SHOP_HOSTS, SHOP_LEVEL
# unknown: CHECKED_DEBUG, GIVEN_DEBUG, MODEL_RATIO, MODEL_LEVEL, ON_CLASS, OWN_SOURCES
"""Classes of pydantic-settings: plain ones are read as the library reads them, any other is unknown."""
from functools import cached_property, lru_cache
from typing import List, Optional

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the site reads."""

    debug: bool = False
    hsts: int = Field(3600, description="seconds")

    @property
    def redirect(self) -> bool:
        return not self.debug


class Shop(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="shop_", extra="ignore")
    name: str = "shop"
    ratio: float = 0.5
    hosts: List[str] = ["a", "b"]
    level: Optional[int] = None
    other: str | None = None


class Special(Shop):
    name: str = "special"


s = Settings()
DEBUG = s.debug
SECURE_HSTS_SECONDS = s.hsts
SECURE_SSL_REDIRECT = s.redirect


@lru_cache
def shop():
    return Shop()


NAME, RATIO, LEVEL, OTHER = shop().name, shop().ratio, shop().level, shop().other
HOSTS = [*shop().hosts, "c"]
SPECIAL = Special().name


class Required(BaseSettings):
    shop_name: str


try:
    REQUIRED = Required().shop_name
except ValidationError:
    REQUIRED = "none"


class Checked(BaseSettings):
    debug: bool = False

    @field_validator("debug")
    @classmethod
    def turned(cls, value):
        return not value


CHECKED_DEBUG = Checked().debug
GIVEN_DEBUG = Settings(debug=True).debug


class Model(BaseModel):
    ratio: float = 1
    level: int = 2


MODEL_RATIO = Model().ratio
MODEL_LEVEL = Model(level="5").level


class Own(BaseSettings):
    debug: bool = False

    @classmethod
    def settings_customise_sources(cls, settings_cls, **sources):
        return ()


OWN_SOURCES = Own().debug

try:
    ON_CLASS = Settings.debug
except AttributeError:
    ON_CLASS = "not there"
