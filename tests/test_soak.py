"""The watch over a long run sees what leaks, and the program leaks nothing."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from benchmarks.soak import __main__ as soak
from benchmarks.soak import watching
from benchmarks.soak.room import Room, view
from benchmarks.soak.verdict import growth, judge, percentile
from benchmarks.soak.watching import Sample, Series, watch

SECONDS = 5.0

PROGRAM = """
import json, os, sys, threading, time

leaks, until, kept = sys.argv[1], time.monotonic() + float(sys.argv[2]), []
# Python's own share of the memory depends on how many others run it meanwhile; beside this it is little.
held = b"x" * 2**26
while time.monotonic() < until:
    print(json.dumps({"kind": "frame", "milliseconds": {"find": 1.5, "read": 2.0}}), flush=True)
    if leaks == "memory":
        kept.append(bytearray(os.urandom(2**20)))
    elif leaks == "threads":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    elif leaks == "handles":
        kept.append(os.open(os.devnull, os.O_RDONLY))
    elif leaks == "noise":
        print("words of a library", flush=True)
    time.sleep(0.05)
"""

NAMES = {"memory": "memory, MiB", "threads": "threads", "handles": "handles"}

SOAKED = 60.0
"""Seconds of the run in the tests."""

RISING, SETTLED = 15.0, 600.0
"""MiB a minute that are no noise, and MiB that the window never came near while all of it was used for the first time.

That takes longer than the test; a single frame that is kept each time takes more than a thousand MiB."""


def command(leaks: str, seconds: float = SECONDS) -> list[str]:
    return [sys.executable, "-c", PROGRAM, leaks, str(seconds)]


def broken(series: Series) -> set[str]:
    return {criterion.name for criterion in judge(series, SECONDS, 0.5) if not criterion.kept}


def test_no_frame_of_the_room_equals_the_one_before_it() -> None:
    """A frame that does is not read, and a run of such would measure nothing."""
    frames = Room(seconds=60.0, cycle=60.0).frames()
    pictures = [next(frames).pixels for _ in range(20)]
    assert all((before != after).any() for before, after in pairwise(pictures))


def test_the_same_people_come_again() -> None:
    first, second, again = (view(number, 0.1, 60.0) for number in (0, 1, 6))
    assert (first == again).all()
    assert (first != second).any()


@pytest.mark.parametrize("leaks", NAMES)
def test_what_a_program_leaks_is_seen_from_outside(leaks: str) -> None:
    assert NAMES[leaks] in broken(watch(command(leaks), SECONDS, every=0.1))


def test_a_program_that_stays_as_it_was_keeps_every_promise() -> None:
    series = watch(command("noise"), SECONDS, every=0.1)
    assert broken(series) == set()
    assert {milliseconds for _, milliseconds in series.frames} == {3.5}
    assert series.exit_code == 0


def test_a_program_that_does_not_end_is_killed_and_that_is_a_broken_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_PATIENCE", 1.0)
    series = watch(command("nothing", seconds=600), 1.0, every=0.2)
    assert series.exit_code is None
    assert "exit code" in broken(series)


def test_a_program_that_fails_says_why() -> None:
    series = watch([sys.executable, "-c", "raise SystemExit('no room')"], 1.0, every=0.2)
    assert series.exit_code == 1
    assert "no room" in series.last_words
    assert "exit code" in broken(series)


def test_frames_that_become_slower_break_a_promise() -> None:
    samples = [Sample(second / 2, 200.0, 20.0, 20, 20, 1) for second in range(10)]
    steady = [(moment / 100, 5.0) for moment in range(500)]
    slower = [(moment, 5.4 if moment < 4 else 6.1) for moment, _ in steady]
    assert broken(Series(samples, steady, exit_code=0)) == set()
    assert broken(Series(samples, slower, exit_code=0)) == {"99th percentile of a frame, ms"}


def test_growth_is_told_in_mebibytes_a_minute_whatever_lies_apart() -> None:
    samples = [Sample(2.0 * index, 200.0 + index, 20.0, 20, 20, 1) for index in range(20)]
    samples[5] = Sample(10.0, 900.0, 20.0, 20, 20, 1)
    assert growth(samples, after=4.0) == pytest.approx(30.0)
    assert percentile([float(value) for value in range(1, 101)], 99) == 100.0


@pytest.mark.parametrize("options", [["--minutes", "0"], ["--minutes", "nan"], ["--minutes", "x"]])
def test_a_length_that_is_none_is_refused(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["soak", *options])
    with pytest.raises(SystemExit) as refused:
        soak.main()
    assert refused.value.code == 2
    assert "--minutes" in capsys.readouterr().err


def test_window_and_console_leak_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    result, picture = tmp_path / "soak.json", tmp_path / "soak.svg"
    given = ["--minutes", str(SOAKED / 60), "--both", "--json", str(result), "--picture", str(picture)]
    monkeypatch.setattr(sys, "argv", ["soak", *given])
    soak.main()
    runs = {run["mode"]: run for run in json.loads(result.read_text(encoding="utf-8"))["runs"]}
    assert runs.keys() == {"window", "console"}
    assert "<svg" in picture.read_text(encoding="utf-8")
    for mode, run in runs.items():
        # How long a frame takes is no matter of tests, and memory settles within minutes.
        promises = {promise["name"]: promise for promise in run["verdict"]}
        assert promises["exit code"]["kept"], capsys.readouterr().err
        samples = [Sample(**sample) for sample in run["samples"]]
        # On a busy machine it takes a while until everything has been used once.
        middle = [sample for sample in samples if SOAKED / 3 < sample.time < SOAKED * 2 / 3]
        last = [sample for sample in samples if sample.time > SOAKED * 2 / 3]
        for name in ("threads", "handles", "children"):
            counts = [median(getattr(sample, name) for sample in part) for part in (middle, last)]
            assert counts[1] <= counts[0], (mode, name, counts)
        still_rising = growth(samples, after=SOAKED / 2) > RISING
        assert not (still_rising and median(sample.memory for sample in last) > SETTLED), mode
        assert run["frames"] > 10
