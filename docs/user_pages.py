"""The parts of the users' pages that are made: how often the models are right, and every message there is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

TROUBLE = (
    *("error.*", "notice.*", "speech.*", "audio.*", "deck.*"),
    *("batch.exists", "batch.missing", "batch.folder_empty"),
)
"""The sentences in which something is wrong."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "messages of the face": ("notice.*",),
    "messages of the camera": ("error.camera_*", "error.no_camera"),
    "messages of sound and voice": ("speech.*", "audio.*"),
    "messages of decks": ("deck.*",),
    "messages of settings and keys": ("error.settings_*", "error.global_key_*"),
    "messages of the installation": ("error.model_*", "error.manifest_*", "error.library_*", "error.no_screen"),
    "messages of files": (
        "batch.*", "error.*_empty", "error.*_too_large", "error.*_unreadable", "error.*_unwritable", "error.*video*",
        "error.*picture*", "error.*file*", "error.*source*", "error.frames_*",
    ),
}  # fmt: skip
"""Which messages stand where: the first section that fits. What fits none stands under "other messages"."""

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
        f"{name}.{key}": text
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
    return _scores() if name == "scores" else "".join(_messages(name))


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
