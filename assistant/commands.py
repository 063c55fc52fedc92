"""The one table of commands: menus, keys, remapping, the spoken key help and the docs all come from it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.expressions import EXPRESSIONS
from assistant.messages import joined, reworded, say


class Menu(StrEnum):
    """The menus, in their order."""

    FILE = "file"
    READING = "reading"
    VOICE = "voice"
    CUES = "cues"
    VIEW = "view"
    HELP = "help"

    @property
    def label(self) -> str:
        """The menu's name with its mnemonic marked by an ampersand."""
        return say(f"command.menu_{self.value}")


class Page(StrEnum):
    """The pages of the window, in their order."""

    CONVERSATION = "conversation"
    PHOTO = "photo"
    PRACTICE = "practice"
    LOG = "log"
    SETTINGS = "settings"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the user can do by one key.

    Attributes:
        id: names the command in settings, handlers and language tables.
        key: the default key in Qt's portable notation.
        menu: where it is listed.
        page: the only page on which it works, or None for all. There its key comes before that of a
            command which works on all pages.
        number: which of several of its kind, which share their words; None for one that stands alone.
    """

    id: str
    key: str
    menu: Menu
    page: Page | None = None
    number: int | None = None

    @property
    def label(self) -> str:
        """The title with its mnemonic marked by an ampersand."""
        return say(f"command.{self._kind}", number=self.number)

    @property
    def title(self) -> str:
        """The title as it is spoken."""
        return reworded(self.label, _plain)

    @property
    def help(self) -> str:
        """What the command does, in one sentence."""
        return say(f"command.{self._kind}_help", number=self.number)

    @property
    def _kind(self) -> str:
        return self.id.removesuffix(f"_{self.number}")


def _plain(label: str) -> str:
    return label.replace("&", "").removesuffix("…")


_ANSWERS = range(1, len(EXPRESSIONS) + 1)

COMMANDS: tuple[Command, ...] = (
    Command("open_file", "Ctrl+O", Menu.FILE),
    Command("use_camera", "Ctrl+K", Menu.FILE),
    Command("use_drawn_face", "Ctrl+D", Menu.FILE),
    Command("save_log", "Ctrl+S", Menu.FILE),
    Command("save_events", "Ctrl+E", Menu.FILE),
    Command("stop_saving", "Ctrl+Shift+E", Menu.FILE),
    Command("quit", "Ctrl+Q", Menu.FILE),
    Command("start_pause", "Space", Menu.READING),
    Command("take_picture", "Space", Menu.READING, Page.PHOTO),
    Command("paste_picture", "Ctrl+V", Menu.READING, Page.PHOTO),
    Command("repeat_picture", "R", Menu.READING, Page.PHOTO),
    *(Command(f"answer_{number}", str(number), Menu.READING, Page.PRACTICE, number) for number in _ANSWERS),
    Command("next_card", "Return", Menu.READING, Page.PRACTICE),
    Command("describe_card", "D", Menu.READING, Page.PRACTICE),
    Command("repeat_card", "R", Menu.READING, Page.PRACTICE),
    Command("replay_face", "Space", Menu.READING, Page.PRACTICE),
    Command("skip_card", "K", Menu.READING, Page.PRACTICE),
    Command("end_practice", "E", Menu.READING, Page.PRACTICE),
    Command("describe", "D", Menu.READING),
    Command("status", "S", Menu.READING),
    Command("aim", "A", Menu.READING),
    Command("consent", "C", Menu.READING),
    Command("mute", "M", Menu.VOICE),
    Command("repeat", "R", Menu.VOICE),
    Command("stop_speaking", "Esc", Menu.VOICE),
    Command("next_expressions", "E", Menu.CUES),
    Command("next_gestures", "N", Menu.CUES),
    Command("next_attention", "L", Menu.CUES),
    Command("next_movements", "V", Menu.CUES),
    Command("movements_only", "W", Menu.CUES),
    Command("hear_cues", "H", Menu.CUES),
    Command("your_way", "Y", Menu.CUES),
    Command("at_rest", "T", Menu.CUES),
    Command("go_conversation", "Ctrl+1", Menu.VIEW),
    Command("go_photo", "Ctrl+2", Menu.VIEW),
    Command("go_practice", "Ctrl+3", Menu.VIEW),
    Command("go_log", "Ctrl+4", Menu.VIEW),
    Command("go_settings", "Ctrl+5", Menu.VIEW),
    Command("go_help", "Ctrl+6", Menu.VIEW),
    Command("next_pane", "F6", Menu.VIEW),
    Command("text_larger", "Ctrl++", Menu.VIEW),
    Command("text_smaller", "Ctrl+-", Menu.VIEW),
    Command("next_theme", "F9", Menu.VIEW),
    Command("label_only", "F8", Menu.VIEW),
    Command("full_screen", "F11", Menu.VIEW),
    Command("next_screen", "Shift+F11", Menu.VIEW),
    Command("keys", "F1", Menu.HELP),
    Command("first_run", "Shift+F1", Menu.HELP),
    Command("about", "Ctrl+I", Menu.HELP),
    Command("documentation", "Ctrl+F1", Menu.HELP),
)

_NAMED = {
    **{key: key.lower() for key in ("Ctrl", "Shift", "Alt", "Meta", "Space", "Esc", "Return")},
    # A voice passes over a sign: "Ctrl+-" would be heard as "Ctrl plus".
    **{"+": "plus", "-": "minus", ",": "comma"},
}
"""Keys that have a name in each language, and what it is found by."""

_NAMED_THERE = {
    "darwin": {"Ctrl": "command", "Alt": "option", "Meta": "control"},
    "win32": {"Meta": "windows"},
}
"""What stands on the keys of a platform that Qt calls by other names."""

_RESERVED = frozenset({"Tab", "Backtab", "Up", "Down", "Left", "Right", "CapsLock", "NumLock", "ScrollLock", "Ins"})
"""Keys by which the focus moves or with which screen readers are commanded, whatever is held with them."""

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def is_single(key: str) -> bool:
    """Whether `key` is a bare character, which WCAG 2.2 (2.1.4) wants to be switched off or remapped at will."""
    return len(key) == 1


def is_reserved(key: str) -> bool:
    """Whether `key` can be no command's, because it moves the focus, opens a menu or belongs to screen readers."""
    opens_menu = key.startswith("Alt+") and is_single(key.removeprefix("Alt+"))
    return opens_menu or key.rsplit("+", maxsplit=1)[-1] in _RESERVED


def keys_in_use(remapped: Mapping[str, str], single_keys: bool) -> dict[str, str]:
    """The key of each command by id, "" for none.

    Args:
        remapped: the user's own keys by command id. What only a file may hold is left out: unknown ids, reserved
            keys, and keys that another command has.
        single_keys: whether bare characters count as keys at all.
    """
    own = {name: key for name, key in remapped.items() if name in BY_ID and not is_reserved(key)}
    keys = {command.id: own.get(command.id, command.key) for command in COMMANDS}
    while clashing := [name for name in own if conflict(BY_ID[name], keys[name], keys)]:
        del own[clashing[0]]
        keys[clashing[0]] = BY_ID[clashing[0]].key
    return {name: key if single_keys or not is_single(key) else "" for name, key in keys.items()}


def conflict(command: Command, key: str, keys: Mapping[str, str]) -> Command | None:
    """The command whose use of `key` would clash with giving it to `command`, or None."""
    for other in COMMANDS:
        shared = command.page == other.page
        if other is not command and shared and key and keys[other.id].casefold() == key.casefold():
            return other
    return None


def key_name(key: str, platform: str = sys.platform) -> str:
    """A key, in Qt's portable notation, as it is called in the user's language on `platform`; "no key" for none."""
    if not key:
        return say("command.no_key")
    # A plus sign joins the parts, and may itself be the last of them.
    held = filter(None, key.removesuffix("+").split("+"))
    parts = (*held, "+") if key.endswith("+") else tuple(held)
    named = _NAMED | _NAMED_THERE.get(platform, {})
    return joined("+", (say(f"command.key_{named[part]}") if part in named else part for part in parts))


def way(name: str, keys: Mapping[str, str]) -> str:
    """How to give the command with the id `name`, as the subject of a sentence: by its key, or else by its menu."""
    if keys[name]:
        return say("command.way_key", shortcut=key_name(keys[name]))
    command = BY_ID[name]
    return say("command.way_menu", title=command.title, menu=reworded(command.menu.label, _plain))


def spoken_keys(keys: Mapping[str, str], page: Page) -> str:
    """All keys that work on `page`, as one text to be spoken."""
    here = [command for command in COMMANDS if command.page in (None, page) and keys[command.id]]
    taken = {keys[command.id] for command in here if command.page == page}
    heard = [command for command in here if command.page == page or keys[command.id] not in taken]
    return joined(
        " ", (say("command.spoken", shortcut=key_name(keys[command.id]), title=command.title) for command in heard)
    )


def spoken_anywhere(key: str) -> str:
    """The key that mutes from every program, as a sentence; empty if no such key is set."""
    return say("command.spoken_anywhere", shortcut=key_name(key), title=BY_ID["mute"].title) if key else ""


def holder(key: str, keys: Mapping[str, str]) -> Command | None:
    """The command that has `key` on any page, or None."""
    return next((command for command in COMMANDS if key and keys[command.id].casefold() == key.casefold()), None)


def keys_table() -> str:
    """All commands as a Markdown table, for the docs: with the keys' names on Linux and Windows."""
    rows = [
        (
            key_name(command.key, "linux"),
            command.title,
            say(f"command.go_{command.page}") if command.page else "",
            command.help,
        )
        for command in COMMANDS
    ]
    lines = [say("command.table_head"), "|---|---|---|---|"]
    lines += [f"| `{key}` | {title} | {page.replace('&', '')} | {text} |" for key, title, page, text in rows]
    return "\n".join(lines) + "\n"
