"""No module of the program needs at once what is installed on Linux alone; no line for another system runs here."""

from __future__ import annotations

import importlib.metadata
import pkgutil
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

import assistant

ON_LINUX_ALONE = {"assistant.adapters.desktop.global_key.portal", "assistant.adapters.desktop.global_key.x11"}
"""Modules that only Linux's own branch of `global_key` loads."""

LOAD = """
import importlib, sys
missing, modules = (argument.split() for argument in sys.argv[1:])
sys.modules.update(dict.fromkeys(missing))
for module in modules:
    importlib.import_module(module)
"""


def requirements() -> list[Requirement]:
    lines = importlib.metadata.requires("expression-assistant") or []
    return [each for each in map(Requirement, lines) if "extra" not in str(each.marker)]


def not_installed(system: str) -> set[str]:
    """Names of the packages, as Python imports them, of requirements that are none on this system."""
    absent = {
        each.name.lower()
        for each in requirements()
        if each.marker and not each.marker.evaluate({"sys_platform": system})
    }
    imports = importlib.metadata.packages_distributions()
    return {name for name, of in imports.items() if absent & {distribution.lower() for distribution in of}}


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_all_modules_load_without_what_linux_alone_has(system: str) -> None:
    missing = not_installed(system)
    assert {"jeepney", "Xlib"} <= missing
    modules = {each.name for each in pkgutil.walk_packages(assistant.__path__, "assistant.")}
    loaded = sorted(modules - ON_LINUX_ALONE - {"assistant.__main__"})
    found = subprocess.run(
        [sys.executable, "-c", LOAD, " ".join(missing), " ".join(loaded)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
