"""Settings from the environment and `.env`, validated once; a bad value is one line that names its variable."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.environment import ENV_FILE, SettingsError, environment, read_env_file
from bot.validation_messages import BAD_VALUE, reason_of
from generation.i18n import N_
from storage.postgresql_url import is_readable, passwords_in
from storage.shards import ALL_SHARDS, Shards

#: What API_HOST begins with where the API listens on a Unix socket instead of a port.
UNIX = "unix:"
#: What TRUSTED_PROXIES calls a proxy that comes over that socket.
UNIX_PROXY = "unix"
#: How a DATABASE_URL begins that is no file.
POSTGRESQL, SQLITE = "postgresql://", "sqlite:///"
UNREADABLE_URL = N_(
    "this address cannot be read: in user and password write special characters as codes (%2F for /, %40 for @, "
    "%23 for #, %3F for ?)"
)


class Settings(BaseSettings):
    """What the operator decides. `.env.example` explains each variable."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    discord_guild_ids: Annotated[tuple[int, ...], NoDecode] = ()
    shard_count: int = Field(default=0, ge=0, le=10_000)
    shard_ids: Annotated[tuple[int, ...], NoDecode] = ()
    data_dir: Path = Path("data")
    database_url: str | None = None
    image_store_url: str | None = None
    openai_api_key: SecretStr | None = None
    openai_base_url: str = "https://api.openai.com/v1"
    openai_image_model: str = "gpt-image-2.6-flare"
    openai_image_previews: int = Field(default=2, ge=0, le=3)
    openai_text_model: str = "gpt-6-luna"
    stability_api_key: SecretStr | None = None
    stability_base_url: str = "https://api.stability.ai"
    stability_model: Literal["ultra", "core", "sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium", "sd3.5-flash"] = (
        "ultra"
    )
    comfyui_url: str | None = None
    comfyui_workflow: Path | None = None
    comfyui_reference_workflow: Path | None = None
    comfyui_inpaint_workflow: Path | None = None
    sdapi_url: str | None = None
    sdapi_loras: str | None = None
    sketch_captions: str = "on"
    openai_compatible_url: str | None = None
    openai_compatible_model: str | None = None
    openai_compatible_api_key: SecretStr | None = None
    aihorde_api_key: SecretStr | None = None
    aihorde_base_url: str = "https://aihorde.net/api/v2"
    gemini_api_key: SecretStr | None = None
    gemini_base_url: str = "https://generativelanguage.googleapis.com"
    local_models: Path | None = None
    local_device: str = "AUTO"
    local_idle_minutes: float = Field(default=10.0, gt=0, le=1440, allow_inf_nan=False)
    midjourney_proxy_url: str | None = None
    midjourney_proxy_secret: SecretStr | None = None
    providers_file: Path | None = None
    guild_keys_secret: SecretStr | None = None
    default_provider: str | None = None
    provider_order: Annotated[tuple[str, ...], NoDecode] = ()
    workers: int = Field(default=4, ge=1, le=64)
    user_hourly_limit: int = Field(default=0, ge=0)
    queue_limit_user: int = Field(default=20, ge=0)
    queue_limit_session: int = Field(default=100, ge=0)
    queue_limit: int = Field(default=5000, ge=0)
    session_daily_budget: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    retention_days: int | None = Field(default=None, ge=1, le=3650)
    gm_role: str = "GM"
    public_base_url: str | None = None
    cdn_base_url: str | None = None
    image_store_links: bool = False
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8080, ge=0, le=65535)
    api_auth: Literal["token", "trusted"] = "token"
    api_secret: SecretStr | None = Field(default=None, min_length=16)
    api_cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    metrics_host: str = "127.0.0.1"
    metrics_port: int = Field(default=0, ge=0, le=65535)
    otel_exporter_otlp_endpoint: str | None = None
    otel_exporter_otlp_headers: SecretStr | None = None
    otel_service_name: str = "scene-visualizer"
    otel_traces_sampler_arg: float = Field(default=1.0, ge=0, le=1, allow_inf_nan=False)
    drain_seconds: float = Field(default=20.0, ge=0, le=600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("discord_guild_ids", "provider_order", "api_cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _split_ranges(cls, value: object) -> object:
        """Read "0-3,7" as the five numbers."""
        if not isinstance(value, str):
            return value
        parts = [re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part.strip()) for part in value.split(",") if part.strip()]
        if not all(parts):
            raise ValueError(N_("these have to be numbers such as 0,1 or 0-3"))
        ends = [(int(part[1]), int(part[2] or part[1])) for part in parts if part]
        return sorted({number for first, last in ends for number in range(first, last + 1)})

    @field_validator("shard_ids")
    @classmethod
    def _check_shards(cls, value: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
        if value and value[-1] >= info.data.get("shard_count", 0):
            raise ValueError(N_("the shards are numbered from 0 to SHARD_COUNT - 1"))
        return value

    @property
    def shards(self) -> Shards:
        """Return whose affairs on Discord are this process's: those of all shards, but where SHARD_IDS names some."""
        return Shards(self.shard_count, self.shard_ids) if self.shard_ids else ALL_SHARDS

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith((SQLITE, POSTGRESQL)):
            raise ValueError(N_("this has to be sqlite:///path/to/file or postgresql://user:password@host/name"))
        if value is not None and value.startswith(POSTGRESQL) and not is_readable(value):
            raise ValueError(UNREADABLE_URL)
        return value

    @field_validator("public_base_url", "cdn_base_url", "otel_exporter_otlp_endpoint")
    @classmethod
    def _check_base_url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
            raise ValueError(N_("this has to be an address such as https://scenes.example.org"))
        return value.rstrip("/") if value else None

    @field_validator("api_cors_origins")
    @classmethod
    def _check_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not re.fullmatch(r"https?://[^\s/?#*]+", origin):
                raise ValueError(
                    N_("“{origin}” is no origin such as https://front.example.org").format(origin=origin[:60])
                )
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in value:
            try:
                believes_all = proxy != UNIX_PROXY and not ipaddress.ip_network(proxy).prefixlen
            except ValueError:
                unknown = N_("“{proxy}” is no address or network such as 127.0.0.1 or 10.0.0.0/8")
                raise ValueError(unknown.format(proxy=proxy[:60])) from None
            if believes_all:
                everybody = N_("“{proxy}” would trust everybody; name the proxy or its network")
                raise ValueError(everybody.format(proxy=proxy[:60]))
        return value

    @field_validator("api_auth")
    @classmethod
    def _check_trusted_is_local(cls, value: str, others: ValidationInfo) -> str:
        if value == "trusted" and not is_local(str(others.data.get("api_host", ""))):
            raise ValueError(N_("trusted trusts every caller, so API_HOST has to be 127.0.0.1, ::1 or unix:/path"))
        return value

    @property
    def models_folder(self) -> Path:
        """Return where the models are that paint on this machine."""
        return self.local_models or self.data_dir / "models"

    @property
    def serves_web(self) -> bool:
        """Tell whether the HTTP front end is on."""
        return bool(self.api_port) or self.api_host.startswith(UNIX)

    @property
    def listens_at(self) -> str:
        """Return the address of the HTTP front end on this machine, where it has a port."""
        host = f"[{self.api_host}]" if ":" in self.api_host else self.api_host
        return f"http://{host}:{self.api_port}"

    @property
    def base_url(self) -> str:
        """Return where a browser finds the gallery page, as far as the settings tell."""
        return self.public_base_url or self.listens_at

    @property
    def postgresql_url(self) -> str | None:
        """Return where the database is that is no file; None where it is one."""
        return self.database_url if self.database_url and self.database_url.startswith(POSTGRESQL) else None

    @property
    def database_path(self) -> Path:
        """Return where the database file is, or would be."""
        if self.database_url and not self.postgresql_url:
            return Path(self.database_url.removeprefix(SQLITE))
        return self.data_dir / "scenes.db"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return every secret value, so that logs can hide them."""
        values = (getattr(self, name) for name in type(self).model_fields)
        secrets = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        several = parts_of(self.guild_keys_secret.get_secret_value()) if self.guild_keys_secret else ()
        return (*secrets, *several, *passwords_in(self.postgresql_url or ""))

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

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self._environment = environment()

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ANN401  # pydantic's own signature
        path = self._environment.get(f"{field_name.upper()}_FILE")
        if not path or "SecretStr" not in str(field.annotation):
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            # The path is not repeated: whoever mixes the two variables up has put the secret there.
            unreadable = N_("{variable}: the file that it names cannot be read ({reason}). Correct the path.")
            reason = getattr(error, "strerror", None) or N_("it is not UTF-8 text")
            raise SettingsError(unreadable.format(variable=f"{field_name.upper()}_FILE", reason=reason)) from None

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value}


def load_settings(**given: str) -> Settings:
    """Read and validate the settings; what is given goes before what is set.

    Raises:
        SettingsError: a value is bad; the line names its variable and does not repeat a secret.

    """
    # A part of the file would be passed over, such as all that follows a quote that is never closed.
    unreadable = next((each.original.line for each in read_env_file() if each.error), None)
    if unreadable is not None:
        sentence = N_(".env: line {line} cannot be read. Write NAME=value there, and close every quote.")
        raise SettingsError(sentence.format(line=unreadable))
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic reads what is given as it reads variables
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingsError(BAD_VALUE.format(variable=name, reason=reason_of(first))) from None


def parts_of(secrets: str) -> tuple[str, ...]:
    """Return several secrets that are set as one, parted by commas."""
    return tuple(part.strip() for part in secrets.split(",") if part.strip())


def is_local(host: str) -> bool:
    """Tell whether a server that listens there can be reached from this machine alone."""
    if host.startswith(UNIX) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
