"""Fuzz a reader for as long as you like: `python -m tests.fuzz NAME --seconds N`.

Inputs are made and led by atheris, which needs Linux: `pip install -e ".[fuzz]"`.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_FAILED = 2
_LEAST_SECONDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 where something was found, or 2 where nothing can be fuzzed."""
    options = _parser().parse_args(arguments)
    if options.list:
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - brings all that is read with

        print("\n".join(f"{name:18}{(target.read.__doc__ or '').strip()}" for name, target in TARGETS.items()))
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("Fuzzing needs atheris: install it on Linux with 'pip install -e \".[fuzz]\"'.", file=sys.stderr)
        return _FAILED
    if options.inside:
        from tests.fuzz.inside import fuzz  # noqa: PLC0415 - needs atheris

        fuzz(options.name, options.seconds, options.out / options.name, options.seed)
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415

    if options.name not in TARGETS:
        print(f"There is no target '{options.name}': use one of {', '.join(TARGETS)}.", file=sys.stderr)
        return _FAILED
    return _supervise(options.name, options.seconds, options.out, options.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzz one reader.")
    parser.add_argument("name", metavar="NAME", nargs="?", help="a target; --list names them")
    parser.add_argument("--list", action="store_true", help="name the targets and what they read")
    parser.add_argument("--seconds", type=int, default=60, help="how long (default: 60)")
    parser.add_argument(
        "--out", type=Path, default=Path("fuzz-findings"), help="where to put what is found (default: fuzz-findings)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of all chance (default: 1)")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser


def _supervise(name: str, seconds: int, out: Path, seed: int) -> int:
    """Keep a fuzzing process running until the time is over, whatever input ends it."""
    found = out / name
    found.mkdir(parents=True, exist_ok=True)
    (found / "executions").unlink(missing_ok=True)
    before = _inputs(found)
    end, ends = time.monotonic() + seconds, 0
    while (left := int(end - time.monotonic())) >= _LEAST_SECONDS or not ends:
        command = [sys.executable, "-m", "tests.fuzz", name, "--inside", "--out", str(out)]
        command += ["--seconds", str(max(left, _LEAST_SECONDS)), "--seed", str(seed + ends)]
        # The process is left to crash, and clears nothing away.
        with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
            ended = subprocess.run(command, check=False, env=os.environ | {"TMPDIR": scratch})
        ends += 1
        count = _executions(found)
        if not count:
            print(f"The fuzzing process of '{name}' ended before its first input (see above).", file=sys.stderr)
            return _FAILED
        if ended.returncode == 0:
            break
    new = sorted(_inputs(found) - before)
    told = (
        f"{len(new)} inputs broke a promise and are saved in {found}: {', '.join(new)}" if new else "nothing was found"
    )
    print(f"{name}: {count:,} executions in {seconds} s, {told}.", flush=True)
    return 1 if new else 0


def _executions(found: Path) -> int:
    counter = found / "executions"
    return int.from_bytes(counter.read_bytes(), "little") if counter.exists() else 0


def _inputs(found: Path) -> set[str]:
    return {file.name for file in found.iterdir() if file.is_file() and file.name != "executions"}


if __name__ == "__main__":
    sys.exit(main())
