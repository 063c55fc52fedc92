"""The process that atheris runs in: it is left to crash, and `python -m tests.fuzz` starts another one."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import logging
import mmap
import os
import resource
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TextIO

import atheris

COUNTER_BYTES = 8
_OURS_TO_ATHERIS = 0.75
"""Share of inputs that our own mutator makes; libFuzzer's, led by comparisons, makes the others."""
_LARGEST = 2**17
_HANG_SECONDS = 60
_MOST_MEGABYTES = 3000
# What has to be there before our own modules are instrumented.
_LIBRARIES = ("cv2", "numpy", "PIL.Image", "ai_edge_litert.interpreter", "sqlite3", "hypothesis")


def fuzz(name: str, seconds: int, found: Path, seed: int) -> None:
    """Fuzz a target until the seconds are over or a crash ends the process; never returns.

    Args:
        name: of the target.
        seconds: of wall-clock time.
        found: becomes the folder of the inputs that broke a promise; `executions` in it counts, and `corpus` in it
            grows with inputs that reach new code.
        seed: of all chance.
    """
    for library in _LIBRARIES:
        importlib.import_module(library)
    with atheris.instrument_imports(include=["assistant", "training"]):
        targets = importlib.import_module("tests.fuzz.targets")
        if name in ("dlib", "openvino"):
            importlib.import_module(f"training.networks.{name}_weights")
    target = targets.TARGETS[name]
    # A warning for each of a million inputs would be all that is seen.
    warnings.simplefilter("ignore")
    logging.disable()
    corpus = found / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    options = (
        str(corpus), *filter(os.path.isdir, [str(targets.corpus_folder(name))]), f"-max_total_time={seconds}",
        f"-seed={seed}", f"-timeout={_HANG_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}", f"-max_len={_LARGEST}",
        f"-artifact_prefix={found}/", "-print_final_stats=1", "-len_control=0", "-detect_leaks=0", "-close_fd_mask=2",
    )  # fmt: skip
    with _counter(found) as count:
        examine = importlib.import_module("tests.fuzz.target").Examiner(target, Path(tempfile.mkdtemp()))
        atheris.Setup(
            [sys.argv[0], *options],
            _counted(examine, found, count, _part_from_native_logs()),
            custom_mutator=_mutator(target.mutate),
        )
        atheris.Fuzz()


def _counted(examine: Callable[[bytes], None], found: Path, count: mmap.mmap, out: TextIO) -> Callable[[bytes], None]:
    fault_kind = importlib.import_module("tests.fuzz.target").BrokenPromiseError
    known = {file.name.rpartition("-")[0] for file in found.iterdir() if file.is_file()}

    def one(data: bytes) -> None:
        done = int.from_bytes(count[:COUNTER_BYTES], "little") + 1
        count[:COUNTER_BYTES] = done.to_bytes(COUNTER_BYTES, "little")
        try:
            examine(data)
        except fault_kind as fault:
            kind = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in fault.where)
            if kind not in known:  # the others of its kind would bury it
                known.add(kind)
                (found / f"{kind}-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)
                print(f"{kind}: {fault}", file=out)

    return one


def _mutator(mutate: Callable[[bytes, Random], bytes]) -> Callable[[bytes, int, int], bytes]:
    def one(data: bytes, most: int, seed: int) -> bytes:
        rng = Random(seed)
        if rng.random() < _OURS_TO_ATHERIS:
            return mutate(data, rng)[:most]
        return bytes(atheris.Mutate(data, most))

    return one


@contextlib.contextmanager
def _counter(found: Path) -> Iterator[mmap.mmap]:
    path = found / "executions"
    if not path.exists():
        path.write_bytes(bytes(COUNTER_BYTES))
    with path.open("r+b") as file, mmap.mmap(file.fileno(), COUNTER_BYTES) as count:
        yield count


def _part_from_native_logs() -> TextIO:
    """Where we write; FFmpeg, OpenCV and LiteRT tell of every broken input on standard error in their own words."""
    import cv2  # noqa: PLC0415 - brought when it is not instrumented

    cv2.setNumThreads(1)
    return os.fdopen(os.dup(2), "w", buffering=1)
