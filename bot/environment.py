"""The environment and `.env`, read: what is set, and what stands in files that `NAME_FILE` names."""

import contextlib
import os
import re
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from generation.i18n import N_
from storage.errors import SceneError

#: Read where the bot is started; what the environment says goes before it.
ENV_FILE = Path(".env")
#: How the name of a secret ends, which may also come from the file that `NAME_FILE` names.
SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET)$")


class SettingsError(SceneError):
    """Say which variable is wrong and why, in one line."""

    code = "settings"


def read_env_file() -> tuple[Binding, ...]:
    """Return what the lines of `.env` say; of one that cannot be read it is told that it is an error.

    Raises:
        SettingsError: it is no text, or the bot may not read it.

    """
    try:
        with ENV_FILE.open(encoding="utf-8-sig") as file:
            return tuple(parse_stream(file))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise SettingsError(N_(".env: this is not UTF-8 text. Save it as UTF-8 and start again.")) from None
    except OSError as error:
        # A container's runtime makes a folder of a file that it is to mount and does not find.
        sentence = N_(".env: this cannot be read ({reason}). It has to be a text file that the bot may read.")
        raise SettingsError(sentence.format(reason=error.strerror or error)) from None


def environment() -> dict[str, str | None]:
    """Return the environment over what `.env` says."""
    return dotenv_values(ENV_FILE, encoding="utf-8-sig") | dict(os.environ)


def environment_with_files() -> dict[str, str]:
    """Return what is set in the environment, in `.env`, and in files that `NAME_FILE` names, for names of secrets."""
    found = {name: value for name, value in environment().items() if value}
    for name, path in list(found.items()):
        if name.endswith("_FILE") and SECRET_NAME.search(name.removesuffix("_FILE")):
            # Other programs' variables end so, too, and may name what is no text.
            with contextlib.suppress(OSError, UnicodeDecodeError):
                found[name.removesuffix("_FILE")] = Path(path).read_text(encoding="utf-8").strip()
    return found
