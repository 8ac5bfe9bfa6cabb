"""Settings from the environment and `.env`, validated once; a bad value is one line that names its variable."""

import contextlib
import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from storage.errors import SceneError

#: What API_HOST begins with where the API listens on a Unix socket instead of a port.
UNIX = "unix:"
#: What TRUSTED_PROXIES calls a proxy that comes over that socket.
UNIX_PROXY = "unix"


class SettingsError(SceneError):
    """Say which variable is wrong and why, in one line."""

    code = "settings"


class Settings(BaseSettings):
    """What the operator decides. `.env.example` explains each variable."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    discord_guild_ids: Annotated[tuple[int, ...], NoDecode] = ()
    data_dir: Path = Path("data")
    database_url: str | None = None
    image_store_url: str | None = None
    openai_api_key: SecretStr | None = None
    openai_base_url: str = "https://api.openai.com/v1"
    openai_image_model: str = "gpt-image-2.6-flare"
    openai_text_model: str = "gpt-6-luna"
    stability_api_key: SecretStr | None = None
    stability_base_url: str = "https://api.stability.ai"
    stability_model: Literal["ultra", "core", "sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium"] = "ultra"
    comfyui_url: str | None = None
    comfyui_workflow: Path | None = None
    sdapi_url: str | None = None
    openai_compatible_url: str | None = None
    openai_compatible_model: str | None = None
    openai_compatible_api_key: SecretStr | None = None
    aihorde_api_key: SecretStr | None = None
    aihorde_base_url: str = "https://aihorde.net/api/v2"
    gemini_api_key: SecretStr | None = None
    gemini_base_url: str = "https://generativelanguage.googleapis.com"
    midjourney_proxy_url: str | None = None
    midjourney_proxy_secret: SecretStr | None = None
    default_provider: str | None = None
    provider_order: Annotated[tuple[str, ...], NoDecode] = ()
    workers: int = Field(default=4, ge=1, le=64)
    user_hourly_limit: int = Field(default=0, ge=0)
    session_daily_budget: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    gm_role: str = "GM"
    public_base_url: str | None = None
    cdn_base_url: str | None = None
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8080, ge=0, le=65535)
    api_auth: Literal["token", "trusted"] = "token"
    api_secret: SecretStr | None = Field(default=None, min_length=16)
    api_cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    drain_seconds: float = Field(default=20.0, ge=0, le=600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("discord_guild_ids", "provider_order", "api_cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _check_sqlite_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("sqlite:///"):
            raise ValueError("only sqlite:///path/to/file is understood by this version")
        return value

    @field_validator("public_base_url", "cdn_base_url")
    @classmethod
    def _check_base_url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            raise ValueError("this is no address such as https://scenes.example.org")
        return value.rstrip("/") if value else None

    @field_validator("api_cors_origins")
    @classmethod
    def _check_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not re.fullmatch(r"https?://[^\s/?#*]+", origin):
                raise ValueError(f"“{origin[:60]}” is no origin such as https://front.example.org")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in value:
            try:
                believes_all = proxy != UNIX_PROXY and not ipaddress.ip_network(proxy).prefixlen
            except ValueError:
                raise ValueError(f"“{proxy[:60]}” is no address or network such as 127.0.0.1 or 10.0.0.0/8") from None
            if believes_all:
                raise ValueError(f"“{proxy[:60]}” is everybody, who would be believed; name the proxy or its network")
        return value

    @field_validator("api_auth")
    @classmethod
    def _check_trusted_is_local(cls, value: str, others: ValidationInfo) -> str:
        if value == "trusted" and not is_local(str(others.data.get("api_host", ""))):
            raise ValueError("trusted believes whoever calls, so API_HOST has to be 127.0.0.1, ::1 or unix:/path")
        return value

    @property
    def serves_web(self) -> bool:
        """Tell whether the HTTP front end is on."""
        return bool(self.api_port) or self.api_host.startswith(UNIX)

    @property
    def base_url(self) -> str:
        """Return where a browser finds the gallery page, as far as the settings tell."""
        host = f"[{self.api_host}]" if ":" in self.api_host else self.api_host
        return self.public_base_url or f"http://{host}:{self.api_port}"

    @property
    def database_path(self) -> Path:
        """Return where the database file is."""
        if self.database_url:
            return Path(self.database_url.removeprefix("sqlite:///"))
        return self.data_dir / "scenes.db"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return every secret value, so that logs can hide them."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put secrets from `NAME_FILE` between the values given in code and the plain environment."""
        return init_settings, _SecretFiles(settings_cls), env_settings, dotenv_settings


class _SecretFiles(PydanticBaseSettingsSource):
    """Read a secret from the file that `NAME_FILE` names, as containers and systemd hand them over."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ANN401  # pydantic's own signature
        path = environment().get(f"{field_name.upper()}_FILE")
        if not path or "SecretStr" not in str(field.annotation):
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{field_name.upper()}_FILE: cannot read {path}: {error}") from error

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value}


def load_settings() -> Settings:
    """Read and validate the settings.

    Raises:
        SettingsError: a value is bad; the line names its variable and does not repeat a secret.

    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsError(".env: this is not UTF-8 text. Save it as UTF-8 and start again.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason}. Correct it in the environment or in .env.") from None


def is_local(host: str) -> bool:
    """Tell whether a server that listens there can be reached from this machine alone."""
    if host.startswith(UNIX) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def environment() -> dict[str, str | None]:
    """Return the environment over what `.env` says."""
    return dotenv_values(".env", encoding="utf-8-sig") | dict(os.environ)


def environment_with_files() -> dict[str, str]:
    """Return what is set in the environment, in `.env`, and in files that `NAME_FILE` names, for names of secrets."""
    found = {name: value for name, value in environment().items() if value}
    for name, path in list(found.items()):
        if re.search(r"(KEY|TOKEN|SECRET)_FILE$", name):
            # Other programs' variables end so, too, and may name what is no text.
            with contextlib.suppress(OSError, UnicodeDecodeError):
                found[name.removesuffix("_FILE")] = Path(path).read_text(encoding="utf-8").strip()
    return found
