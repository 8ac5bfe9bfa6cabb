"""Settings: every default, every bad value in one line that names its variable, secrets from files, lists."""

import re
from pathlib import Path

import pytest

from bot.environment import SettingsError, environment_with_files
from bot.settings import Settings, load_settings
from storage.shards import ALL_SHARDS, Shards

ROOT = Path(__file__).parents[2]
TOKEN = "made.up.token"
BAD = {
    "DISCORD_GUILD_IDS": ("one,two", "1;2"),
    "DATABASE_URL": (
        *("postgres://bot:hunter2@host/db", "scenes.db", "sqlite://x", "postgresql://bot:hunter2/x@host/db"),
        *(
            "postgresql://bot:hunter2#x@host/db",
            "postgresql://bot:hunter2?x@host/db",
            "postgresql://b:[hunter2@host/db",
        ),
        *("postgresql://bot:hunter2@x@host/db", "postgresql://bot:hunter2"),
    ),
    "STABILITY_MODEL": ("sd2",),
    "WORKERS": ("0", "65", "many", "1.5", "-1"),
    "USER_HOURLY_LIMIT": ("-1", "x"),
    "DRAIN_SECONDS": ("-1", "601", "nan", "inf", "x"),
    "LOG_LEVEL": ("LOUD",),
    "LOG_FORMAT": ("xml",),
}


def test_with_nothing_set_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.discord_token is None
    assert (settings.data_dir, settings.database_path) == (Path("data"), Path("data/scenes.db"))
    assert (settings.workers, settings.user_hourly_limit, settings.drain_seconds) == (4, 0, 20.0)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_bad_value_is_one_line_that_names_its_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    with pytest.raises(SettingsError) as refusal:
        load_settings()
    sentence = refusal.value.sentence
    assert sentence.startswith(f"{name}: ")
    assert "\n" not in sentence
    assert "hunter2" not in sentence
    assert TOKEN not in sentence


@pytest.mark.parametrize("name", [*BAD, "DISCORD_TOKEN", "DATA_DIR", "GM_ROLE"])
def test_an_empty_value_counts_as_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "")
    assert load_settings() == Settings()
    assert getattr(load_settings(), name.lower()) == Settings.model_fields[name.lower()].default


def test_lists_are_separated_by_commas_with_or_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_GUILD_IDS", " 1, 22 ,,333,")
    monkeypatch.setenv("PROVIDER_ORDER", "sketch, dalle")
    settings = load_settings()
    assert settings.discord_guild_ids == (1, 22, 333)
    assert settings.provider_order == ("sketch", "dalle")


def test_a_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert load_settings().log_level == "DEBUG"


@pytest.mark.parametrize(("url", "path"), [("sqlite:////var/x.db", "/var/x.db"), ("sqlite:///x.db", "x.db")])
def test_a_database_may_be_elsewhere(url: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert load_settings().database_path == Path(path)


def test_a_secret_may_come_from_a_file_and_wins_over_the_variable(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("DISCORD_TOKEN", "another")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(clean / "token"))
    settings = load_settings()
    assert settings.secrets == (TOKEN,)
    assert TOKEN not in repr(settings)


def test_a_secrets_file_that_cannot_be_read_is_one_line_that_names_it(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean / "binary").write_bytes(b"\xff\xfe\x00")
    for path in (clean / "none", clean, clean / "binary"):
        monkeypatch.setenv("DISCORD_TOKEN_FILE", str(path))
        with pytest.raises(
            SettingsError, match=r"^DISCORD_TOKEN_FILE: the file that it names cannot be read"
        ) as refusal:
            load_settings()
        assert "\n" not in refusal.value.sentence


def test_only_a_secret_is_read_from_a_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "workers").write_text("9")
    monkeypatch.setenv("WORKERS_FILE", str(clean / "workers"))
    assert load_settings().workers == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_env_file_is_read_whatever_editor_wrote_it(encoding: str, clean: Path) -> None:
    (clean / "token").write_text(TOKEN)
    (clean / ".env").write_text("WORKERS=7\nGM_ROLE=Ünicorn\nDISCORD_TOKEN_FILE=token\n", encoding)
    settings = load_settings()
    assert (settings.workers, settings.gm_role, settings.secrets) == (7, "Ünicorn", (TOKEN,))


def test_a_env_file_that_is_no_utf8_is_one_line(clean: Path) -> None:
    (clean / ".env").write_text("WORKERS=7\n", "utf-16")
    with pytest.raises(SettingsError, match=r"^\.env: this is not UTF-8"):
        load_settings()


def test_the_environment_wins_over_the_env_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / ".env").write_text("WORKERS=7\n")
    monkeypatch.setenv("WORKERS", "8")
    assert load_settings().workers == 8


def test_other_libraries_secrets_come_from_files_too(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "key").write_text("hush\n")
    (clean / "binary").write_bytes(b"\xff\xfe")
    (clean / ".env").write_text("AWS_SECRET_ACCESS_KEY_FILE=key\nTLS_KEY_FILE=binary\nAWS_REGION=\n")
    monkeypatch.setenv("OTHER_TOKEN_FILE", str(clean / "none"))
    found = environment_with_files()
    assert found["AWS_SECRET_ACCESS_KEY"] == "hush"
    assert not {"TLS_KEY", "OTHER_TOKEN", "AWS_REGION"} & found.keys()


def example() -> dict[str, str]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    matches = (re.fullmatch(r"([A-Z_]+)=(.*)", line) for line in text.splitlines())
    return {match[1]: match[2] for match in matches if match}


def test_the_example_names_every_variable_and_no_other() -> None:
    assert set(example()) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_example_gives_each_setting_its_default(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    default = getattr(Settings(), name)
    monkeypatch.setenv(name.upper(), example()[name.upper()])
    assert getattr(Settings(), name) == default
    assert bool(example()[name.upper()]) is (default not in {None, ()})


def test_the_example_can_be_copied_as_it_is(clean: Path) -> None:
    (clean / ".env").write_text((ROOT / ".env.example").read_text(encoding="utf-8"))
    assert load_settings() == Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic's own switch


def test_postgresql_is_named_by_its_address_whose_password_is_a_secret(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hunter%202@host/name")
    settings = load_settings()
    assert settings.postgresql_url == "postgresql://bot:hunter%202@host/name"
    assert settings.database_path == Path("data/scenes.db")
    assert {"hunter%202", "hunter 2"} <= set(settings.secrets)


@pytest.mark.parametrize(("ids", "read"), [("0", (0,)), ("0-3", (0, 1, 2, 3)), ("3, 0-1", (0, 1, 3)), ("", ())])
def test_shards_are_numbers_and_ranges(ids: str, read: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARD_COUNT", "4")
    monkeypatch.setenv("SHARD_IDS", ids)
    settings = load_settings()
    assert settings.shard_ids == read
    assert settings.shards == (Shards(4, read) if read else ALL_SHARDS)


@pytest.mark.parametrize(
    ("count", "ids"), [("4", "4"), ("4", "0-9"), ("0", "0"), ("4", "all"), ("4", "-1"), ("4", "1-")]
)
def test_a_shard_that_is_none_is_one_line(count: str, ids: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARD_IDS", ids)
    with pytest.raises(SettingsError, match=r"^SHARD_IDS: "):
        load_settings()
