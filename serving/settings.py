"""Configuration from the environment: LVLIN_… variables, or LVLIN_…_FILE naming a file with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from community.errors import InvalidField
from recipes.llm.settings import LLMSettings

_PREFIX = "LVLIN_"
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class FileSource(PydanticBaseSettingsSource):
    """Read LVLIN_NAME_FILE: the value is the named file's content without the last newline."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """Return the value of one field, None when no file is named."""
        path = os.environ.get(f"{_PREFIX}{field_name.upper()}_FILE")
        if path is None:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").rstrip("\n"), field_name, False
        except OSError as error:
            raise InvalidField(
                f"/{_PREFIX}{field_name.upper()}_FILE", error.strerror or "?"
            ) from error

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(f, name)[0] for name, f in self._fields().items()}
        return {name: value for name, value in found.items() if value is not None}

    def _fields(self) -> dict[str, FieldInfo]:
        return self.settings_cls.model_fields


class Settings(BaseSettings):
    """Everything an operator can set; `lvlin check` prints what is in force."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore", frozen=True)

    home: Path = Field(Path("var"), description="Folder of the database and the trained models")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the home folder")
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0: any free one")
    embedder: str = Field("lsa", description="`lsa`, or a sentence-transformers model name or path")
    rate_per_key: int = Field(
        12_000, ge=0, description="Requests a minute that one key may make, by worker; 0: any"
    )
    rate_per_community: int = Field(
        30_000, ge=0, description="The same for all keys of a community together"
    )
    trace_name: str = Field(
        "lvlin", pattern=r"^[A-Za-z0-9./_-]+$", description="Name in front of the trace logs"
    )
    trace_key: SecretStr = Field(
        SecretStr(""),
        description="Ed25519 key (32 bytes in base64) that signs trace logs; empty: home/trace.key",
    )
    spark_master: str = Field("local[*]", description="Spark for `lvlin train --engine spark`")
    llm_base_url: str = Field("", description="OpenAI-compatible endpoint; empty: no LLM")
    llm_model: str = Field("", description="Model name at that endpoint")
    llm_api_key: SecretStr = Field(SecretStr(""), description="Key for that endpoint, if any")

    @field_validator("llm_base_url")
    @classmethod
    def _http(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take explicit values first, then the environment, then named files."""
        return init_settings, env_settings, FileSource(settings_cls)

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{(self.home / 'lvlin.db').as_posix()}"

    @property
    def models(self) -> Path:
        """Folder of the trained models, one folder a community."""
        return self.home / "models"

    @property
    def loopback_only(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in _LOOPBACK

    @property
    def llm(self) -> LLMSettings | None:
        """Where the LLM is, or None when none is configured."""
        if not (self.llm_base_url and self.llm_model):
            return None
        return LLMSettings(
            base_url=self.llm_base_url,
            model=self.llm_model,
            api_key=self.llm_api_key.get_secret_value(),
        )


def load_settings(**overrides: Any) -> Settings:
    """Return the settings in force; raises InvalidField naming the variable that is wrong."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "?"
        reason = first["msg"].removeprefix("Value error, ")
        raise InvalidField(f"/{_PREFIX}{name}", reason) from error
