"""How glibc keeps the memory that was freed; where the C library is another, nothing here does anything."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8  # of glibc's malloc.h
_ARENAS = 2


def keep_few_arenas() -> None:
    """Let all threads share two pools of memory; to be called before there are threads.

    By default glibc makes up to eight pools for each core and hardly ever gives back what they held. Each start of
    reading loads the models in threads of their own, so that with every pause the program would grow until all pools
    have held them once.
    """
    _glibc("mallopt", _M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Return what was freed to the system: glibc by itself does so only where nothing in use lies behind it.

    For moments in which much was freed, such as the end of reading; it takes some milliseconds.
    """
    _glibc("malloc_trim", 0)


def _glibc(name: str, *arguments: int) -> None:
    if sys.platform != "linux":
        return
    function = getattr(ctypes.CDLL(None), name, None)
    if function is not None:
        function(*arguments)
