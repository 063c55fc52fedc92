"""The file that keeps what the user has chosen: whole or not at all, for its owner alone."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.former_settings import translated
from assistant.messages import joined, say
from assistant.settings import OPTIONS, Settings, fit
from assistant.system.atomic_file import free_name, remove_parts, replace, write_atomically
from assistant.system.bounded_file import NotRegularError, TooLargeError
from assistant.system.own_data import settings_folder
from assistant.system.private_files import make_private, make_private_folder
from assistant.system.structured_text import read_json


def default_path() -> Path:
    """Where the system wants settings to lie."""
    return settings_folder() / "settings.json"


def load(path: Path) -> tuple[Settings, str | None]:
    """The settings in `path`, and a sentence for the user where something in it was not as it should be.

    A missing file means the defaults. A damaged one is kept aside under another name. Single values
    that do not fit are replaced by their defaults. What a write that was killed left beside it is removed.
    """
    make_private(path)
    # What a link points to is what was written, and what is damaged; a device that it points to stays where it is.
    file = Path(os.path.realpath(path)) if os.path.isfile(path) else path  # noqa: PTH113 # in a closed folder too
    remove_parts(file.parent)
    try:
        return read(path)
    except SettingsError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return Settings(), None
        try:
            aside = free_name(file, "damaged")
            replace(file, aside)
        except OSError:
            return Settings(), str(error)
        return Settings(), say("error.settings_damaged", file=aside)


def read(path: Path) -> tuple[Settings, str | None]:
    """Like `load`, for a file that the user named.

    Raises:
        SettingsError: the file cannot be read, or holds no settings.
    """
    try:
        stored = read_json(path)
        values = translated(dict(stored["options"]))
    except (NotRegularError, TooLargeError) as error:
        raise SettingsError(say("error.settings_none", file=path)) from error
    except OSError as error:
        raise SettingsError(say("error.file_unreadable", file=path, detail=error.strerror)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(say("error.settings_none", file=path)) from error
    fitting: dict[str, Any] = {name: fit(OPTIONS[name], value) for name, value in values.items() if name in OPTIONS}
    refused = [name for name, value in fitting.items() if value is None]
    settings = Settings(**{name: value for name, value in fitting.items() if value is not None})
    if not refused:
        return settings, None
    return settings, say("error.settings_values", names=joined(", ", (say(f"setting.{name}") for name in refused)))


def to_text(settings: Settings) -> str:
    """The settings as a file holds them."""
    return json.dumps({"options": dataclasses.asdict(settings)}, indent=2, ensure_ascii=False) + "\n"


def save(settings: Settings, path: Path) -> None:
    """Write the settings for their owner alone, whole or not at all.

    Raises:
        SettingsError: the file cannot be written.
    """
    try:
        make_private_folder(path.parent)
        make_private(path)
        write_atomically(path, to_text(settings), private=True)
    except OSError as error:
        raise SettingsError(say("error.file_unwritable", file=path, detail=error.strerror)) from error


def save_changes(changes: Mapping[str, Any], otherwise: Settings, path: Path) -> Settings:
    """Write some options, and leave the others as the file has them: another window may have changed those.

    Args:
        changes: the new values by option, which fit.
        otherwise: the other options where there is no file that can be read.
        path: of the file.

    Returns:
        What the file holds now.

    Raises:
        SettingsError: the file cannot be written.
    """
    try:
        stored, _ = read(path)
    except SettingsError:
        stored = otherwise
    kept = dataclasses.replace(stored, **changes)
    save(kept, path)
    return kept
