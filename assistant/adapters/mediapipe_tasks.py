"""MediaPipe's Tasks, loaded lean and started quietly."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from assistant import messages
from assistant.checksum import sha256
from assistant.errors import ModelError
from assistant.installation import missing_library


def read_model(path: Path, checksum: str) -> bytes:
    """A model file whose SHA-256 is `checksum`.

    Raises:
        ModelError: the file is missing or another one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(messages.say("error.model_missing", file=path)) from error
    if sha256(data) != checksum:
        raise ModelError(messages.say("error.model_changed", file=path))
    return data


@contextmanager
def starting() -> Iterator[None]:
    """Start a task.

    Raises:
        InstallationError: a shared library that MediaPipe needs is missing.
    """
    try:
        yield
    except OSError as error:
        raise missing_library(error) from error


def import_mediapipe() -> ModuleType:
    """MediaPipe without the heavy packages that it would import for its documentation, plots and recordings.

    They cost up to 3.7 s and 650 MB at start, and none is used to find a face.
    """
    plugins = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH")
    try:
        with _absent("tensorflow", "sounddevice"), _empty("matplotlib", "matplotlib.pyplot"):
            import mediapipe  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise missing_library(error) from error
    # OpenCV's wheel points Qt at plugins of its own, which would break our window.
    if plugins is None:
        os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    return mediapipe  # type: ignore[no-any-return]


@contextmanager
def _absent(*names: str) -> Iterator[None]:
    with _replaced(dict.fromkeys(names)):
        yield


@contextmanager
def _empty(*names: str) -> Iterator[None]:
    with _replaced({name: ModuleType(name) for name in names}):
        yield


@contextmanager
def _replaced(modules: dict[str, ModuleType | None]) -> Iterator[None]:
    new = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(new)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in new:
            sys.modules.pop(name, None)
