"""The program as a process of its own: started, listened to, signalled, and looked after when it has ended."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60.0
"""Seconds after which what a test waits for is taken not to come."""

ENDS = 2.0
"""Seconds in which the program promises to end."""

SLACK = 2.0
"""Seconds more for a machine that does other things at the same time."""


class Program:
    """A command of the program, in a session of its own.

    Args:
        arguments: of the command line.
        folder: holds its temporary files.
        module: what is run.
        environment: in addition to ours.
        ignored: a signal that it is started to ignore, as by nohup.
    """

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        module: str = "assistant",
        environment: Mapping[str, str] | None = None,
        ignored: int | None = None,
    ) -> None:
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)
        self._errors = folder / "errors.txt"
        with self._errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                env=os.environ | {"TMPDIR": str(self.temporary), "PYTHONFAULTHANDLER": "1"} | dict(environment or {}),
                start_new_session=True,
                # A shell in the background lets its children ignore Ctrl+C.
                preexec_fn=partial(_hear_signals, ignored),  # noqa: PLW1509 # it calls nothing that could wait
            )
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, wanted: Callable[[str], object], seconds: float = PATIENCE) -> str:
        """The next line of standard output that is wanted; those before it are dropped."""
        end = time.monotonic() + seconds
        seen = []
        while True:
            try:
                line = self._lines.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                raise AssertionError(f"not told in {seconds} s; only {seen[-5:]}\n{self.errors}") from None
            if wanted(line):
                return line
            seen.append(line)

    def wait_for_event(self, seconds: float = PATIENCE, **wanted: object) -> dict[str, Any]:
        """The next event whose values are, or contain, the wanted ones."""

        def fits(line: str) -> bool:
            event = json.loads(line)
            return all(str(value) in str(event.get(name)) for name, value in wanted.items())

        return json.loads(self.wait_for(fits, seconds))  # type: ignore[no-any-return] # an event is an object

    def rest(self) -> list[str]:
        """The lines that nobody waited for, of a program that has ended."""
        self._listener.join(PATIENCE)
        return list(self._lines.queue)

    def end(self, number: int) -> tuple[int, float]:
        """Send a signal; the exit code, and the seconds until then."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.wait(), time.monotonic() - began

    def wait(self, seconds: float = PATIENCE) -> int:
        """The exit code."""
        return self.process.wait(seconds)

    @property
    def errors(self) -> str:
        """What came on standard error."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def leftovers(self) -> list[str]:
        """Processes and temporary files that are there although the program is not; waits a moment for them to go."""
        end = time.monotonic() + PATIENCE / 10
        while left := [*self._children(), *map(str, self.temporary.iterdir())]:
            if time.monotonic() > end:
                break
            time.sleep(0.02)
        return left

    def _children(self) -> list[str]:
        asked = ["ps", "-o", "stat=,args=", "-s", str(self.process.pid)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        return [line for line in told.splitlines() if not line.startswith("Z")]

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._listener.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()


def _hear_signals(ignored: int | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN if number == ignored else signal.SIG_DFL)
