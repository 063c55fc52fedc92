"""What libraries write is kept from the console, and told where an error needs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.system import library_log
from tests.helpers.places import ROOT

NOISE = """
import logging, os, sys, warnings
from assistant.system import ending, library_log
def main():
    print("ours")
    print("ours, too", file=sys.stderr)
    os.write(1, b"native output\\n")
    os.write(2, b"native error\\n")
    logging.getLogger("matplotlib.font_manager").warning("building the font cache")
    warnings.warn("old way")
    os.system("echo from a child")
    {last}
library_log.run_quietly(main)
"""


def noisy(last: str, folder: Path, closed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", NOISE.format(last=last)]
    if closed:
        command = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command]
    environment = os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("last", "code"), [("return 0", 0), ("return 2", 2), ("sys.exit(3)", 3), ("pass", 0)])
def test_only_our_words_are_shown_and_nothing_is_left(last: str, code: int, tmp_path: Path) -> None:
    done = noisy(last, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (code, "ours\n", "ours, too\n")
    assert [*tmp_path.iterdir()] == []


def test_an_unexpected_error_names_the_file(tmp_path: Path) -> None:
    done = noisy("raise RuntimeError('broken')", tmp_path)
    assert done.returncode == 1
    named = re.search(r"RuntimeError: broken\nWhat the libraries wrote is in (.*)\.\n$", done.stderr)
    assert named
    log = Path(named[1]).read_text(encoding="utf-8")
    for words in ("native output", "native error", "building the font cache", "old way", "from a child"):
        assert words in log


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is started there without standard output")
@pytest.mark.parametrize("closed", [">&-", "<&- >&-"])
def test_without_standard_output_our_words_reach_standard_error(closed: str, tmp_path: Path) -> None:
    done = noisy("return 2", tmp_path, closed)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "ours, too\n")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="another process can send no signal there")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_nothing(number: str, tmp_path: Path) -> None:
    # Whoever runs the tests may have them ignore the end of a terminal, as nohup does.
    heard = "signal.signal(signal.SIGHUP, signal.SIG_DFL)"
    last = f"import signal; {heard}; ending.exit_on_signals(); os.kill(os.getpid(), signal.{number})"
    done = noisy(last, tmp_path)
    assert (done.returncode, done.stderr) == (128 + signal.Signals[number], "ours, too\n")
    assert [*tmp_path.iterdir()] == []


def test_what_was_never_begun_is_not_named() -> None:
    assert library_log.log_notice() == ""
    library_log.end()
