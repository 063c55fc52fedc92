"""What the system does not let us read: the superuser, as whom tests may run, is stopped by no real permission."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def close_to_us(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to open a file or to list a folder, and to look at anything beneath it."""

    def guarded(ask: Callable[..., Any]) -> Callable[..., Any]:
        def answer(path: Any = ".", *args: Any, **options: Any) -> Any:
            if isinstance(path, str | os.PathLike):
                asked = Path(path)
                if closed in asked.parents or (asked == closed and ask is not stat):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return ask(path, *args, **options)

        return answer

    stat = os.stat
    for module, name in ((os, "stat"), (os, "listdir"), (os, "scandir"), (io, "open"), (builtins, "open")):
        monkeypatch.setattr(module, name, guarded(getattr(module, name)))
