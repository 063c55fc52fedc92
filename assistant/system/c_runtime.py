"""Microsoft's C++ runtime, which LiteRT and other libraries need on Windows, and Python brings along in part only.

The package msvc-runtime has it, and puts it where an environment's programs lie; Python looks for what its own
libraries need beside itself and in the system: https://docs.python.org/3/library/os.html#os.add_dll_directory
"""

from __future__ import annotations

import os
import sys
from importlib import metadata
from pathlib import Path

PACKAGE, LIBRARY = "msvc-runtime", "vcruntime140_threads.dll"


def folder_of_runtime() -> Path | None:
    """Where the package's libraries lie; None where it is not installed, as in a bundle, which has them beside it."""
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    return next((Path(str(file.locate())).resolve().parent for file in files if file.name == LIBRARY), None)


def find_runtime() -> None:
    """Have libraries that are loaded from now on find the runtime; does nothing but on Windows."""
    if sys.platform == "win32" and (folder := folder_of_runtime()):
        os.add_dll_directory(str(folder))
