"""Threads that allocate much leave no pools of memory behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

POOLS = """
import ctypes, sys, threading
from assistant.system.allocator import keep_few_arenas
if sys.argv[2] == "few":
    keep_few_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.fopen.restype = ctypes.c_void_p, ctypes.c_void_p
together = threading.Barrier(8)

def allocate():
    together.wait()
    for _ in range(50):
        libc.free(ctypes.c_void_p(libc.malloc(5000)))
    together.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
print(open(sys.argv[1]).read().count("<heap nr="))
"""


GLIBC = pytest.mark.skipif(sys.platform != "linux", reason="only glibc has pools of memory for threads")


def pools(file: Path, how: str) -> int:
    command = [sys.executable, "-c", POOLS, str(file), how]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@GLIBC
def test_many_threads_share_two_pools_of_memory(tmp_path: Path) -> None:
    assert pools(tmp_path / "many", "many") > 2
    assert pools(tmp_path / "few", "few") <= 2


HELD = """
import ctypes
from assistant.system.allocator import give_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
blocks = [libc.malloc(50_000) for _ in range(1000)]  # below the size that glibc maps by itself
for block in blocks:
    ctypes.memset(block, 1, 50_000)
for block in blocks[:-1]:  # the last one lies behind all the others
    libc.free(ctypes.c_void_p(block))
held = resident()
give_back()
print(held - resident())
"""


@GLIBC
def test_what_was_freed_goes_back_to_the_system() -> None:
    command = [sys.executable, "-c", HELD]
    returned = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert returned > 40_000_000
