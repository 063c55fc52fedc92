"""Text files that are there as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Put `text` into the file, as UTF-8 and with the line ends that it has.

    What no character stands for, as there may be in a file's name, becomes a question mark.

    Whoever reads meanwhile, and whatever breaks off, finds the old file or the new one, never a part.

    Raises:
        OSError: the file cannot be written; what was there before is there still.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("x", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
