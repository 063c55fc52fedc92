"""How the C library keeps the memory that threads have given back."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8  # of glibc's malloc.h
_ARENAS = 2


def keep_few_arenas() -> None:
    """Let all threads share two pools of memory; to be called before there are threads.

    By default glibc makes up to eight pools for each core and hardly ever gives back what they held. Each start of
    reading loads the models in threads of their own, so that with every pause the program would grow until all pools
    have held them once. Other C libraries have no such pools; there this does nothing.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _ARENAS)
