"""Devices of an audio system that refuses, hangs, comes late or falls silent; steered by the test, in real threads."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator

import miniaudio
import pytest

from assistant.adapters.audio import held_device
from assistant.adapters.audio.held_device import Heartbeat, HeldDevice, State

SOON = 10.0
"""Seconds on the busiest machine for what takes some hundredths."""


class System:
    """An audio system. Each try to open a device waits for its turn of `answers`; then it opens, or is refused."""

    def __init__(self) -> None:
        self.asked: queue.Queue[Heartbeat] = queue.Queue()
        self.answers: queue.Queue[bool] = queue.Queue()
        self.closes = threading.Event()
        self.closes.set()
        self.closed = 0
        self.opened: list[Heartbeat] = []

    def open(self, heartbeat: Heartbeat) -> System:
        self.asked.put(heartbeat)
        if not self.answers.get():
            raise miniaudio.MiniaudioError("no device")
        self.opened.append(heartbeat)
        return self

    def close(self) -> None:
        self.closes.wait()
        self.closed += 1


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[System]:
    for name, seconds in {"_TICK": 0.01, "_SLOW_START_TICKS": 500, "_PATIENCE": 0.1, "_RETRY": 0.05}.items():
        monkeypatch.setattr(held_device, name, seconds)
    system = System()
    yield system
    system.closes.set()
    for _ in range(held_device._MOST_THREADS):
        system.answers.put(False)


@pytest.fixture
def held(system: System) -> Iterator[HeldDevice]:
    held = HeldDevice(system.open)
    yield held
    held.close(SOON)


class Playing:
    """Has a device's heartbeat beat, as one does that plays, until the end of the block."""

    def __init__(self, heartbeat: Heartbeat) -> None:
        self._line, self._over = heartbeat, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(0.001):
            self._line.beat()


def test_a_device_is_open_when_it_has_taken_more_than_it_holds(system: System, held: HeldDevice) -> None:
    system.answers.put(True)
    assert _comes_to(lambda: system.opened)
    heartbeat = system.opened[0]
    assert _comes_to(lambda: heartbeat.in_use)
    assert held.state is State.OPENING
    with Playing(heartbeat):
        assert held.settle() is State.OPEN
    assert heartbeat.beat()


def test_a_refusal_is_known_at_once_and_the_device_found_later(system: System, held: HeldDevice) -> None:
    system.answers.put(False)
    assert held.settle() is State.REFUSED
    system.answers.put(True)
    assert _comes_to(lambda: system.opened)
    assert held.state is State.REFUSED, "it has not played yet"
    with Playing(system.opened[0]):
        assert _comes_to(lambda: held.state is State.OPEN)


def test_a_device_that_comes_late_is_taken_and_those_behind_it_are_closed(system: System, held: HeldDevice) -> None:
    assert held.settle() is State.SILENT
    tries = [system.asked.get(timeout=SOON) for _ in range(3)]
    for _ in tries:
        system.answers.put(True)
    assert _comes_to(lambda: system.closed == 2)
    used = next(heartbeat for heartbeat in tries if heartbeat.in_use)
    with Playing(used):
        assert _comes_to(lambda: held.state is State.OPEN)
    assert not any(heartbeat.beat() for heartbeat in tries if heartbeat is not used)


def test_a_system_that_hangs_costs_no_more_than_four_threads(system: System, held: HeldDevice) -> None:
    for _ in range(held_device._MOST_THREADS):
        system.asked.get(timeout=SOON)
    with pytest.raises(queue.Empty):
        system.asked.get(timeout=10 * held_device._RETRY)


def test_a_device_that_falls_silent_is_opened_anew_although_it_does_not_close(system: System, held: HeldDevice) -> None:
    system.closes.clear()
    for number in range(2):
        system.answers.put(True)
        assert _comes_to(lambda made=number + 1: len(system.opened) == made)
        with Playing(system.opened[number]):
            assert _comes_to(lambda: held.state is State.OPEN)
        assert _comes_to(lambda: held.state is not State.OPEN)
    assert system.closed == 0
    assert not system.opened[0].beat()


def test_closing_waits_only_so_long_and_what_comes_late_is_closed(system: System) -> None:
    told: list[State] = []
    held = HeldDevice(system.open, told.append)
    system.asked.get(timeout=SOON)
    began = time.monotonic()
    held.close(0.1)
    assert time.monotonic() - began < SOON
    told.clear()
    system.answers.put(True)
    assert _comes_to(lambda: system.closed == 1)
    assert not told
    assert not system.opened[0].in_use


def test_each_state_is_told_once(system: System) -> None:
    told: queue.Queue[State] = queue.Queue()
    held = HeldDevice(system.open, told.put)
    for answer in (False, False, True):
        system.answers.put(answer)
    assert told.get(timeout=SOON) is State.REFUSED
    assert _comes_to(lambda: system.opened)
    with Playing(system.opened[0]):
        assert told.get(timeout=SOON) is State.OPEN
        held.close(SOON)
    assert told.empty()


def _comes_to(condition: Callable[[], object]) -> bool:
    end = time.monotonic() + SOON
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True
