"""The operator's `providers.toml`: which models each provider has, and what each of them needs. It holds no secrets."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.environment import SettingsError
from bot.validation_messages import reason_of
from generation.i18n import N_
from generation.providers.base import ModelSettings, ProviderDescription
from generation.providers.with_model import ProviderModels

#: Read where the bot is started, where PROVIDERS_FILE names none.
DEFAULT_FILE = Path("providers.toml")
#: What stands in a provider's table beside settings: the model for requests that name none, and the models.
DEFAULT, MODELS = "default", "models"
#: Words that servers have for a setting.
_OTHER_WORDS = {"checkpoint": "model", "cfg": "guidance", "cfg_scale": "guidance", "negative_prompt": "negative"}
#: With its provider's name a model's is one of Discord's choices. In the database's queries it stands in quotes.
_LONGEST_NAME, _NOT_IN_NAMES = 60, frozenset('"\\')
#: What the name of a secret ends with, also in the fields of a server's own.
_SECRET = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|AUTHORIZATION)$")
#: How alike two names are of which one is taken for the other misspelt.
_CLOSE = 0.6

_Text = Annotated[str, Field(min_length=1, max_length=200)]


class _Table(BaseModel):
    """One model's settings as they stand in the file: the fields of `ModelSettings`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    model: _Text | None = None
    any_of: list[_Text] = Field(default_factory=list, max_length=50)
    steps: int | None = Field(default=None, ge=1, le=150)
    hd_steps: int | None = Field(default=None, ge=1, le=150)
    guidance: float | None = Field(default=None, ge=0, le=30, allow_inf_nan=False)
    sampler: _Text | None = None
    scheduler: _Text | None = None
    negative: str | None = Field(default=None, max_length=1000)
    clip_tokens: int | None = Field(default=None, ge=0, le=10_000)
    cost: float | None = Field(default=None, ge=0, le=100, allow_inf_nan=False)
    workflow: _Text | None = None
    extra: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProvidersFile:
    """What is set for models, by the name of their provider; `path` is None where there is no file."""

    path: Path | None = None
    models: Mapping[str, ProviderModels] = field(default_factory=dict)


def read_providers_file(path: Path | None, known: Sequence[ProviderDescription]) -> ProvidersFile:
    """Read and validate the file at `path`, or the usual one, which may be missing, where that is None.

    Raises:
        SettingsError: it cannot be read, or something in it is wrong; one line names file, key and what it may be.

    """
    file = path or DEFAULT_FILE
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        if path is None:
            return ProvidersFile()
        raise SettingsError(N_("PROVIDERS_FILE: there is no file {file}.").format(file=file)) from None
    except UnicodeDecodeError:
        raise SettingsError(N_("{file}: this is not UTF-8 text. Save it as UTF-8.").format(file=file)) from None
    except OSError as error:
        sentence = N_("{file}: this cannot be read ({reason}). It has to be a text file that the bot may read.")
        raise SettingsError(sentence.format(file=file, reason=error.strerror or type(error).__name__)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(N_("{file}: this is not TOML ({reason}).").format(file=file, reason=error)) from None
    reader = _Reader(file, {each.name: each for each in known})
    return ProvidersFile(file, {name: reader.provider(name, table) for name, table in tables.items()})


@dataclass(frozen=True, slots=True)
class _Reader:
    """Read the tables of one file; what is wrong with one is told with its name."""

    file: Path
    known: Mapping[str, ProviderDescription]

    def provider(self, name: str, table: object) -> ProviderModels:
        """Return the models of a provider."""
        if name not in self.known:
            reason = N_("there is no provider “{name}”").format(name=name[:_LONGEST_NAME])
            self._fail(name, "", reason, name, self.known)
        about = self.known[name]
        if not about.model_settings:
            self._fail(name, "", N_("this provider has nothing that could be set here"))
        if not isinstance(table, dict):
            self._fail(name, "", N_("this has to be a table"))
        own = {key: value for key, value in table.items() if key not in {DEFAULT, MODELS}}
        usual = self._settings(about, name, own)
        named = self._named(about, usual, table.get(MODELS, {}))
        if DEFAULT in table:
            names = {each.name: each for each in named}
            if not isinstance(table[DEFAULT], str) or table[DEFAULT] not in names:
                reason = N_("this has to be the name of one of its models")
                self._fail(name, DEFAULT, reason, str(table[DEFAULT]), names)
            return ProviderModels(replace(names[table[DEFAULT]], name=""), named)
        if "any_of" in about.model_settings and not (usual.model or usual.any_of):
            # Whichever of them is free first.
            usual = replace(usual, any_of=tuple(dict.fromkeys(model for each in named for model in each.model_names)))
        return ProviderModels(usual, named)

    def _named(self, about: ProviderDescription, usual: ModelSettings, models: object) -> tuple[ModelSettings, ...]:
        """Return the models that can be chosen: a table for each, or a list of names where they need nothing more."""
        if isinstance(models, list) and all(isinstance(each, str) for each in models):
            models = {each: {"model": each} for each in models}
        if not isinstance(models, dict):
            self._fail(about.name, MODELS, N_("this has to be a list of names, or a table for each model"))
        found: dict[str, ModelSettings] = {}
        for name, table in models.items():
            place = f"{about.name}.{MODELS}.{name[:_LONGEST_NAME]}"
            if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable() or _NOT_IN_NAMES & set(name):
                reason = N_("a model's name has 1 to {most} characters, without quotes and backslashes")
                self._fail(place, "", reason.format(most=_LONGEST_NAME))
            if name.casefold() in found:
                self._fail(place, "", N_("there is a model of this name already"))
            if not isinstance(table, dict):
                self._fail(place, "", N_("this has to be a table"))
            given = self._settings(about, place, table).given
            # Which model it is stands for itself; all else holds for all of a provider's models.
            shared = {key: value for key, value in usual.given.items() if key not in {"model", "any_of"}}
            found[name.casefold()] = ModelSettings(**{**shared, **given, "name": name})
        return tuple(found.values())

    def _settings(self, about: ProviderDescription, place: str, table: Mapping[str, Any]) -> ModelSettings:
        """Return what a table sets, each key of it checked."""
        table = self._in_our_words(place, table)
        takes = [name for name in _Table.model_fields if name in about.model_settings]
        for key in _keys(table):
            if _SECRET.search(key.upper()):
                self._fail(place, key, N_("secrets belong into .env, never here"))
        for key in table:
            if key not in takes:
                self._fail(place, key, N_("this provider has no such setting"), key, takes)
        try:
            read = _Table.model_validate(table).model_dump(exclude_unset=True)
            if "workflow" in read:
                read["workflow"] = Path(read["workflow"])
            if "any_of" in read:
                read["any_of"] = tuple(read["any_of"])
            settings = ModelSettings(**read)
            if about.check_model is not None:
                about.check_model(settings)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            self._fail(place, str(first["loc"][0]), reason_of(first))
        except ValueError as error:
            self._fail(place, "", str(error))
        return settings

    def _in_our_words(self, place: str, table: Mapping[str, Any]) -> dict[str, Any]:
        for key, word in _OTHER_WORDS.items():
            if key in table and word in table:
                self._fail(place, key, N_("this is {setting} by another word; keep one").format(setting=word))
        return {_OTHER_WORDS.get(key, key): value for key, value in table.items()}

    def _fail(self, place: str, key: str, reason: str, wanted: str = "", names: Collection[str] = ()) -> NoReturn:
        """Say what is wrong where, and which name was meant, or which there are."""
        where = f"[{place}] {key[:_LONGEST_NAME]}".rstrip()
        if close := difflib.get_close_matches(wanted, names, n=1, cutoff=_CLOSE) if wanted else []:
            text = N_("{file}: correct {where}: {reason}. Did you mean {name}?")
        elif names:
            text = N_("{file}: correct {where}: {reason}. There are {names}.")
        else:
            text = N_("{file}: correct {where}: {reason}.")
        name, there = "".join(close), ", ".join(names)
        raise SettingsError(text.format(file=self.file, where=where, reason=reason, name=name, names=there))


def _keys(value: object) -> Iterator[str]:
    """Yield all keys in a table, and in what is in it."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)
