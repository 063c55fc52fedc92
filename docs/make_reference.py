"""Make what the docs take from tables, contracts and docstrings: `python -m docs.make_reference`."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

from assistant import arguments, messages
from assistant.commands import keys_table
from assistant.cues.phrasing import gesture, looks
from assistant.events import (
    Attention,
    AttentionEvent,
    Box,
    Channel,
    CueEvent,
    CueKind,
    Earcon,
    ExpressionEvent,
    FaceEvent,
    FaceReading,
    FoundFace,
    Gesture,
    GestureEvent,
    NoticeEvent,
    Observation,
)
from assistant.expressions import EXPRESSIONS, UNSURE, Expression
from assistant.messages import say
from assistant.runtime.event_formats import COLUMNS, as_json_lines, frame_to_dict, to_dict
from assistant.settings import DEFAULTS, OPTIONS, STATE, Group, is_key
from assistant.system.library_log import run_quietly
from docs import make_architecture
from docs.docstrings import attributes
from docs.user_pages import WITH_MADE_PARTS, filled
from training import cli as training_cli
from training.config import Config
from training.data.prepare import Plan
from training.recipes import Shipping
from training.schema import in_words

DOCS = Path(__file__).resolve().parent
_MADE = "Made by `python -m docs.make_reference` from {source}; do not edit it by hand."


def main() -> int:
    """Write every page; returns the exit code."""
    messages.use("en")
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8", newline="\n")
    return 0


def keys_page() -> str:
    """The keys of the window."""
    anywhere = "One more key, of your own choice, [mutes from every other program](window.md#mute-from-anywhere).\n"
    return _page("Keys", "`assistant/commands.py`", "", keys_table() + "\n" + anywhere)


def settings_page() -> str:
    """The options by their part of the settings page, then those that are set elsewhere."""
    intro = (
        "They lie in `settings.json` in the folder `expression-assistant`, on Linux in `~/.config`, on macOS in "
        "`~/Library/Application Support`, on Windows in `%LOCALAPPDATA%`. A value that does not fit there is replaced "
        "by its default, and one sentence says so."
    )
    tables = [
        f"## {say(f'setting.group_{group.value}')}\n\n"
        + _table(("Option", "In the file", "Values", "Default", "What it does"), map(_option, _of(group)))
        for group in Group
    ]
    others = [name for name in _of(None) if name not in STATE]
    rows = ((say(f"setting.{name}"), f"`{name}`", _values(name), _default(name)) for name in others)
    tables.append("## Set where they are used\n\n" + _table(("Option", "In the file", "Values", "Default"), rows))
    kept = ", ".join(f"`{name}` ({say(f'setting.{name}').lower()})" for name in STATE)
    tables.append(f"The file also keeps how things stand, which no other file brings along: {kept}.\n")
    return _page("Settings", "`assistant/settings.py` and `assistant/languages/en.toml`", intro, *tables)


def command_line_page() -> str:
    """The commands of both programs, with their options."""
    intro = (
        "`python -m assistant` does the same as `expression-assistant`. Each command ends with the exit code "
        "0, with 2 and one sentence where it could not do all that it was asked, or with 128 and a signal's "
        "number; `doctor` with 1 where something is missing without which no face can be read or told of, and "
        "`uninstall-data` with 1 where it is not agreed to."
    )
    parts = [part for parser in (arguments.make_parser(), training_cli.make_parser()) for part in _commands(parser)]
    return _page("Command line", "`assistant/arguments.py` and `training/commands/`", intro, *parts)


def events_page() -> str:
    """What `--events`, `events` and the log write."""
    intro = (
        "`--events` and `events --format json` write objects with these keys, `--events` one a line. Further keys may "
        "come in later versions: pass over those that you do not know.\n\n"
        "The file of `--events` keeps what is in it until the first picture is read, and a file that another run is "
        "writing is refused."
    )
    parts = []
    for event, about in _examples():
        entry = frame_to_dict(event) if isinstance(event, Observation) else to_dict(event)
        rows = ((f"`{key}`", _meaning(entry["kind"], key)) for key in entry if key != "kind")
        line = as_json_lines([entry])
        title = f"`{entry['kind']}`" + (" of another kind" if "about" in entry else "")
        parts.append(f"## {title}\n\n{about}\n\n{_table(('Key', 'Meaning'), rows)}\n```json\n{line}```\n")
    columns = ", ".join(f"`{column}`" for column in COLUMNS)
    parts.append(
        f"## Tables\n\n`events --format csv` writes the columns {columns}; what an event lacks is left empty. "
        "Of photos, which have no time, each object and row names its `file` as well.\n"
    )
    return _page("Events", "`assistant/events.py` and `assistant/runtime/event_formats.py`", intro, *parts)


def recipe_keys_page() -> str:
    """Every key of training's recipes."""
    hints = get_type_hints(Config)
    intro = "A key that is left out has its default. [Training](training.md#recipes) tells what they are good for."
    parts = ["## A member's recipe\n", *(_keys(table.name, hints[table.name]) for table in fields(Config))]
    parts.append("## Options of a network family\n\n`[network] options` takes what its `family` knows:\n")
    from training.networks import FAMILIES  # noqa: PLC0415 # TensorFlow is loaded once it is kept from the console

    for family, logits in FAMILIES.items():
        parts.append(f"### `{family}`\n\n{_table(('Option', 'Values', 'Default', 'Meaning'), _parameters(logits))}")
    parts += ["## An ensemble's recipe\n", _keys("prepare", Plan), _keys("ensemble", Shipping)]
    return _page("Keys of recipes", "the dataclasses in `training/`", intro, *parts)


def architecture_page() -> str:
    """The hand-written page with the table of modules as it is today."""
    return make_architecture.page((DOCS / "architecture.md").read_text(encoding="utf-8"))


def _page(title: str, source: str, *parts: str) -> str:
    return "\n".join(
        (f"# {title}\n", f"{_MADE.format(source=source)}\n", *(f"{part}".rstrip("\n") + "\n" for part in parts if part))
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _of(group: Group | None) -> list[str]:
    return [name for name, option in OPTIONS.items() if option.metadata["group"] is group]


def _option(name: str) -> tuple[str, ...]:
    return say(f"setting.{name}"), f"`{name}`", _values(name), _default(name), say(f"setting.{name}_help")


def _values(name: str) -> str:
    option, default = OPTIONS[name].metadata, getattr(DEFAULTS, name)
    if option["choices"]:
        return ", ".join(_value(choice) for choice in option["choices"])
    if option["bounds"]:
        low, high, step = option["bounds"]
        return f"{low} to {high}" + (f" in steps of {step}" if step != 1 else "")
    if isinstance(default, bool):
        return "`true`, `false`"
    if is_key(name):
        return 'a key with modifiers, or `""` for none'
    return 'a name, or `""` for the first' if isinstance(default, str) else "by name"


def _default(name: str) -> str:
    option = OPTIONS[name]
    if option.default is MISSING:
        return "the system's" if option.metadata["choices"] else "none"
    return _value(option.default)


def _value(value: object) -> str:
    if isinstance(value, StrEnum):
        return f"`{value.value}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value not in ("", [], (), {}) else '`""`' if value == "" else "none"


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## `{parser.prog}`\n\n{parser.description or ''}\n"
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for group in groups:
        helps = {choice.dest: choice.help or "" for choice in group._choices_actions}
        for name, command in group.choices.items():
            rows = [_argument(action) for action in command._actions if not isinstance(action, argparse._HelpAction)]
            table = _table(("Argument", "Meaning"), rows) if rows else "No arguments.\n"
            yield f"### `{parser.prog} {name}`\n\n{_sentence(helps[name])}\n\n{table}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def _argument(action: argparse.Action) -> tuple[str, str]:
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    value = " ".join(action.metavar) if isinstance(action.metavar, tuple) else name
    if action.choices is not None:
        value = "|".join(map(str, action.choices))
    if action.nargs == "+":
        value += "…"
    written = f"{', '.join(action.option_strings)} {'' if action.nargs == 0 else value}".strip()
    needed = " (required)" if action.required and action.option_strings else ""
    return f"`{written}`{needed}", str(action.help or "")


def _keys(table: str, kind: Any) -> str:
    hints, meant = get_type_hints(kind, include_extras=True), attributes(kind)
    rows = (
        (f"`{one.name}`", in_words(hints[one.name]), _recipe_default(one), meant.get(one.name, ""))
        for one in fields(kind)
    )
    return f"### `[{table}]`\n\n{_table(('Key', 'Values', 'Default', 'Meaning'), rows)}"


def _parameters(logits: Callable[..., Any]) -> Iterator[tuple[str, ...]]:
    hints, meant = get_type_hints(logits, include_extras=True), attributes(logits)
    for parameter in list(inspect.signature(logits).parameters.values())[2:]:
        name, default = parameter.name, parameter.default
        yield f"`{name}`", in_words(hints[name]), _toml(default), meant.get(name, "")


def _recipe_default(one: Any) -> str:
    return _toml(one.default if one.default_factory is MISSING else one.default_factory())


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"`[{', '.join(map(str, value))}]`"
    if isinstance(value, str):
        return f'`"{value}"`'
    return "`{}`" if isinstance(value, Mapping) else _value(value)


def _examples() -> tuple[tuple[Any, str], ...]:
    """One event of each kind, and when it comes."""
    return (
        (FaceEvent(4.0, 1, "appeared", _BOX), "A face came into view, or left it."),
        (ExpressionEvent(12.3, 1, Expression.HAPPY, 0.9312), "The stable expression of a face changed."),
        (
            GestureEvent(20.4, 1, Gesture.NOD, 14.2),
            "A head nodded or shook. A gesture that goes on is told once, when it is plain.",
        ),
        (
            AttentionEvent(21.7, 1, Attention.AWAY),
            "A face turned the user's way or away, began to talk or fell silent. Where a face points is told of the "
            "conversation partner, by the head and, less, by the eyes: it is not eye contact.",
        ),
        (
            CueEvent(12.3, 1, looks(Expression.HAPPY, 0.93), frozenset(Channel), Expression.HAPPY, Earcon.POSITIVE),
            "A change of an expression that was worth telling.",
        ),
        (
            CueEvent(20.4, 1, gesture(Gesture.NOD), frozenset({Channel.EARCON}), None, None, about=CueKind.GESTURE),
            "Something else that was worth telling.",
        ),
        (NoticeEvent(30.0, say("notice.dark_picture")), "Something about the source or the program."),
        (_SEEN, "With `--frames`, each frame: what was read, and how long it took."),
    )


_BOX = Box(402.0, 118.5, 176.0, 176.0)
_FOUND = FoundFace(_BOX, ((450, 180), (530, 180)), (490, 215), (490, 250), 0.97)
_SHARES = tuple(0.94 if each is Expression.HAPPY else 0.06 / (len(EXPRESSIONS) - 1) for each in EXPRESSIONS)
_READING = FaceReading(1, _FOUND, _SHARES)

_SEEN = Observation(
    12.3, (_READING,), {1: Expression.HAPPY}, (), {"find": 1.94, "track": 0.11, "read": 2.3, "cue": 0.07}
)

_WRITTEN: Mapping[str, str] = {
    "time": "seconds since the source began, by its own clock",
    "face": "the face's id, from 1; it stays its own as long as the face can be followed",
    "box": "left, top, width and height in pixels of the frame",
    "face.state": "`appeared` or `left`",
    "attention.state": ", ".join(f"`{one.value}`" for one in Attention),
    "gesture": " or ".join(f"`{one.value}`" for one in Gesture),
    "strength": "degrees from one turning point of the head to the next, the widest of them",
    "expression": "what the face looks like: " + ", ".join(f"`{one}`" for one in (*EXPRESSIONS, UNSURE)),
    "probability": "of the expression, calibrated, 0 to 1",
    "text": "what is said and shown, in the language in use",
    "about": "what it is about: " + ", ".join(f"`{one.value}`" for one in CueKind if one is not CueKind.EXPRESSION),
    "channels": "how it is told: " + ", ".join(f"`{one.value}`" for one in Channel),
    "faces": "a list, the largest face first: `face`, `box`, and `probabilities` by expression, `null` where the face "
    "cannot be read",
    "milliseconds": "the time that each step took",
}
"""What the keys mean; a key that is no two kinds' alike stands with its kind before it."""


def _meaning(kind: str, key: str) -> str:
    return _WRITTEN.get(f"{kind}.{key}") or _WRITTEN[key]


PAGES: Mapping[str, Callable[[], str]] = {
    "keys.md": keys_page,
    "settings.md": settings_page,
    "command-line.md": command_line_page,
    "events.md": events_page,
    "recipe-keys.md": recipe_keys_page,
    "architecture.md": architecture_page,
    "pictures/architecture.svg": make_architecture.picture,
    **{page: partial(filled, page) for page in WITH_MADE_PARTS},
}
"""Each page's file in this folder, and what makes its text."""

if __name__ == "__main__":
    run_quietly(main)
