"""Words by which an expression would be named, to be looked for where none may be."""

from __future__ import annotations

import re
from pathlib import Path

from assistant import messages
from assistant.expressions import EXPRESSIONS, UNSURE

NO_ENSEMBLE = Path("there is no ensemble here")
"""Where a face reader finds no networks that read expressions."""


def words_of_feelings() -> set[str]:
    """Each word, in any language, by which an expression would be named."""
    tables = (messages.sentences(language) for language in messages.LANGUAGES)
    words = {table[f"expression.{each.value}"] for table in tables for each in EXPRESSIONS}
    unsure = {messages.sentences(language)["cue.unsure"] for language in messages.LANGUAGES}
    return {word.casefold() for word in words | unsure | {each.value for each in EXPRESSIONS} | {UNSURE}}


def named_in(text: str) -> set[str]:
    """The words of feelings in a text."""
    return {word for word in words_of_feelings() if re.search(rf"\b{re.escape(word)}\b", text.casefold())}
