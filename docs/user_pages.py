"""The parts that are made of pages written by hand: how often the models are right, every message, every column."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

from assistant.runtime.event_formats import COLUMNS

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

WITH_MADE_PARTS = ("users/words.md", "users/troubleshooting.md", "research/index.md")
"""The pages that have such parts."""

TROUBLE = (
    *("error.*", "notice.*", "speech.*", "audio.*", "deck.*", "owndata.stuck"),
    *("batch.exists", "batch.missing", "batch.folder_empty"),
    *("progress.damaged", "progress.left_out", "progress.newer", "progress.unusable", "progress.not_kept"),
    *("progress.name", "progress.learner_gone"),
    *("ui.key_reserved", "ui.key_taken", "ui.photo_clipboard", "ui.log_off", "ui.documentation_missing"),
)
"""The sentences in which something is wrong."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "messages of the face": ("notice.*",),
    "messages of the camera": ("error.camera_*", "error.no_camera"),
    "messages of sound and voice": ("speech.*", "audio.*"),
    "messages of decks": ("deck.*",),
    "messages of answers": ("progress.*",),
    "messages of settings and keys": ("error.settings_*", "error.global_key_*", "ui.key_*"),
    "messages of the installation": (
        "error.model_*", "error.manifest_*", "error.library_*", "error.no_screen", "owndata.*", "ui.documentation_*",
    ),
    "messages of files": (
        "batch.*", "ui.*", "error.*_empty", "error.*_too_large", "error.*_unreadable", "error.*_unwritable",
        "error.*video*", "error.*picture*", "error.*file*", "error.*source*", "error.frames_*",
    ),
}  # fmt: skip
"""Which messages stand where: the first section that fits. What fits none stands under "other messages"."""

_MEANINGS: Mapping[str, str] = {
    "time": "seconds since the recording began, by its own clock",
    "kind": "what happened; a row is one event",
    "face": "the face's number, which stays its own as long as the face can be followed",
    "text": "the words of a cue or a notice",
    "expression": "what the face looks like",
    "probability": "of that expression, calibrated on FER2013, 0 to 1",
    "state": "for a face, whether it `appeared` or `left`",
}
"""Of the columns of a table of events; others are explained where the events are."""

_BLOCK = re.compile(r"(<!-- made: ([a-z ]+) -->\n).*?(<!-- end of made -->\n)", re.DOTALL)
_TWO_PARTS = re.compile(r"[:;,.?] \S")
"""What is wrong and what to do stand in one message; "Sound is back." and the names of things have one part."""


def filled(page: str) -> str:
    """A hand-written page with the blocks between its marks as the tables are today.

    Args:
        page: its path below `docs/`.
    """
    text = (DOCS / page).read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: f"{found[1]}\n{_block(found[2])}\n{found[3]}", text)


def messages() -> dict[str, str]:
    """Every sentence that says what is wrong, by its key, with the placeholders as words in capitals."""
    tables = tomllib.loads((ROOT / "assistant" / "languages" / "en.toml").read_text(encoding="utf-8"))
    found = {
        f"{name}.{key}": text[-1] if isinstance(text, list) else text  # of the forms that of several
        for name, table in tables.items()
        if isinstance(table, dict)
        for key, text in table.items()
    }
    return {
        key: re.sub(r"{(\w+)}", lambda word: word[1].upper().replace("_", " "), text)
        for key, text in found.items()
        if any(fnmatch(key, pattern) for pattern in TROUBLE)
        if key.startswith("notice.") or _TWO_PARTS.search(text)
    }


def section(key: str) -> str:
    """Where the message with this key stands."""
    fitting = (name for name, patterns in SECTIONS.items() if any(fnmatch(key, pattern) for pattern in patterns))
    return next(fitting, "other messages")


def _block(name: str) -> str:
    made = {"scores": _scores, "columns": _columns}
    return made[name]() if name in made else "".join(_messages(name))


def _columns() -> str:
    rows = (f"| `{column}` | {_MEANINGS.get(column, 'see [Events](../events.md)')} |\n" for column in COLUMNS)
    return "| Column | Meaning |\n| --- | --- |\n" + "".join(rows)


def _messages(name: str) -> Iterator[str]:
    for key, text in messages().items():
        if section(key) == name:
            yield f"- {text}\n"


def _scores() -> str:
    """How often each expression is found, how often its name is right, and what it is taken for."""
    manifest = json.loads((ROOT / "models" / "ensemble.json").read_text(encoding="utf-8"))
    confusion = manifest["scores"]["confusion"]
    lines = [
        "| Expression | Of 100 that look so, found | Of 100 told so, right | Else most often taken for |",
        "| --- | --- | --- | --- |",
    ]
    for index, label in enumerate(manifest["labels"]):
        told = sum(row[index] for row in confusion)
        found, right = confusion[index][index] / sum(confusion[index]), confusion[index][index] / told
        others = [(count, other) for other, count in zip(manifest["labels"], confusion[index], strict=True)]
        _, mistaken = max(pair for pair in others if pair[1] != label)
        lines.append(f"| {label} | {100 * found:.0f} | {100 * right:.0f} | {mistaken} |")
    return "\n".join(lines) + "\n"
