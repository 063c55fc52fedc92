"""Hold a sound device open, in threads that may be left behind where the audio system does not answer.

Opening, starting and closing a device are calls into an audio system that may never return: it may be stopped, hang,
or accept a connection and say no more. Each device therefore lives in a daemon thread of its own. One that comes too
late is taken if it is still wanted, and otherwise closed by its own thread; nobody ever waits for it without a limit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

import miniaudio

REAL_BACKENDS = tuple(
    backend for backend in miniaudio.Backend if backend not in (miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM)
)
"""Every audio system but the silent one, which miniaudio would choose where no other runs."""

APP_NAME = "Expression Assistant"

_TICK = 0.1  # s between two looks
_STALLED_TICKS = 10  # without a buffer; looks are counted, so that a computer that slept has not stalled
_SLOW_START_TICKS = 30  # without a buffer at first, where the system may hold two seconds of silence
_PROOF = 4  # buffers: a device takes up to three before it plays, and a suspended one no more
_PATIENCE = 1.5  # s without an open device before that counts as trouble
_LONGEST_OPENING = 5.0  # s, on a busy machine
_RETRY = 1.5  # s between the starts of two tries
_MOST_THREADS = 4  # stuck ones included: they all wait for the same system, a later one perhaps for its successor


class State(Enum):
    """What a held device is good for right now."""

    OPEN = auto()
    OPENING = auto()
    """Not yet, or not again, for too short a time to speak of it."""
    REFUSED = auto()
    """The system has no such device."""
    SILENT = auto()
    """The system does not answer."""


class Device(Protocol):
    """An open device."""

    def close(self) -> None:
        """Let go of it; may never return."""


class Heartbeat:
    """By which a device shows that it runs: one for each try to open it, which the device's own thread calls.

    Attributes:
        beats: how many buffers it has handled.
        in_use: whether it is the device that plays or listens; of several that open late, only one is.
    """

    def __init__(self) -> None:
        self.beats = 0
        self.in_use = False

    def beat(self) -> bool:
        """Note that the device handles a buffer; returns whether it is the device that is in use."""
        self.beats += 1
        return self.in_use


class HeldDevice:
    """Opens a device, and opens it anew whenever it is lost, until `close`. All methods may be called from any thread.

    Args:
        open_device: opens and starts a device whose every buffer is to call `Heartbeat.beat`; it may never return.
        on_state: called with each new state, from the device's thread, which it must not block.

    `open_device` raises MiniaudioError where there is no device.
    """

    def __init__(
        self, open_device: Callable[[Heartbeat], Device], on_state: Callable[[State], None] = lambda state: None
    ) -> None:
        self._open_device, self._on_state = open_device, on_state
        self._changed = threading.Condition()
        self._state = State.OPENING
        self._closed = False
        self._tries: list[_Try] = []
        self._held: _Try | None = None
        self._lost_at = self._next_try = time.monotonic()
        self._last_tick = float("-inf")
        self._keeper = threading.Thread(target=self._keep, name="sound keeper", daemon=True)
        self._keeper.start()

    @property
    def state(self) -> State:
        """What the device is good for right now."""
        return self._state

    def settle(self) -> State:
        """Wait until the device is open, or that has taken too long; at once after `close`."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state is not State.OPENING, _LONGEST_OPENING)
            return self._state

    def close(self, seconds: float) -> None:
        """Let go of the device, and wait at most so long until the system has done so."""
        with self._changed:
            self._closed = True
            for each in self._tries:
                each.release()
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._held or self._held.ended, seconds)
        self._keeper.join(seconds)  # no callback comes after this

    def _keep(self) -> None:
        while True:
            with self._changed:
                if self._closed:
                    return
                before, self._state = self._state, self._look(time.monotonic())
                self._changed.notify_all()
            if self._state is not before:
                self._on_state(self._state)
            with self._changed:
                if not self._closed:
                    self._changed.wait(_TICK)

    def _look(self, now: float) -> State:
        refused = any(each.ended and not each.opened for each in self._tries)
        self._tries = [each for each in self._tries if not each.ended]
        if self._held and (self._held.ended or self._has_stalled(self._held, now)):
            self._drop(self._held, now)
        if self._held is None:
            self._hold(next((each for each in self._tries if each.opened and not each.released), None))
        if self._held is None and now >= self._next_try and len(self._tries) < _MOST_THREADS:
            self._next_try = now + _RETRY
            self._tries.append(_Try(self._open_device, self._changed))
        return self._judge(now, refused)

    def _judge(self, now: float, refused: bool) -> State:
        if self._held and self._held.heartbeat.beats >= _PROOF:
            self._lost_at = now
            return State.OPEN
        if refused:
            return State.REFUSED
        if self._state is State.REFUSED:
            overdue = any(now - each.begun >= _PATIENCE for each in self._tries if not each.released)
            return State.SILENT if overdue else State.REFUSED
        patience = _SLOW_START_TICKS * _TICK if self._held else _PATIENCE
        return State.SILENT if self._state is State.SILENT or now - self._lost_at >= patience else State.OPENING

    def _has_stalled(self, held: _Try, now: float) -> bool:
        if now - self._last_tick >= _TICK / 2:  # not where a try asked for a look in between
            self._last_tick = now
            held.count_tick()
        return held.idle_ticks >= (_STALLED_TICKS if held.heartbeat.beats >= _PROOF else _SLOW_START_TICKS)

    def _drop(self, held: _Try, now: float) -> None:
        if held.heartbeat.beats >= _PROOF:
            self._next_try = now
        held.release()
        self._held = None

    def _hold(self, opened: _Try | None) -> None:
        if opened is None:
            return
        self._held = opened
        opened.heartbeat.in_use = True
        for each in self._tries:
            if each is not opened:
                each.release()


class _Try:
    """A thread that opens a device, keeps it until it is released, and closes it."""

    def __init__(self, open_device: Callable[[Heartbeat], Device], changed: threading.Condition) -> None:
        self._open_device, self._changed = open_device, changed
        self.heartbeat = Heartbeat()
        self.begun = time.monotonic()
        self.opened = self.ended = False
        self.idle_ticks = 0
        self._beats_seen = 0
        self._release = threading.Event()
        threading.Thread(target=self._run, name="sound device", daemon=True).start()

    @property
    def released(self) -> bool:
        """Whether the device is not wanted any more."""
        return self._release.is_set()

    def release(self) -> None:
        """Have the device closed by its thread as soon as that can."""
        self.heartbeat.in_use = False
        self._release.set()

    def count_tick(self) -> None:
        """Note whether a buffer was handled since the last look."""
        self.idle_ticks = self.idle_ticks + 1 if self.heartbeat.beats == self._beats_seen else 0
        self._beats_seen = self.heartbeat.beats

    def _run(self) -> None:
        try:
            device = self._open_device(self.heartbeat)
            with self._changed:
                self.opened = True
                self._changed.notify_all()
            self._release.wait()
            device.close()
        except miniaudio.MiniaudioError:
            pass  # there is no device, which `ended` without `opened` tells
        finally:
            with self._changed:
                self.ended = True
                self._changed.notify_all()


class _WithContext(miniaudio.AbstractDevice):  # type: ignore[misc] # the package has no types
    """Also frees what the package leaves behind with each device: a context, and its connection to the system."""

    _context = None

    def close(self) -> None:
        """See `Device.close`."""
        super().close()
        context, self._context = self._context, None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


class Playback(_WithContext, miniaudio.PlaybackDevice):  # type: ignore[misc] # likewise
    """A loudspeaker."""


class Capture(_WithContext, miniaudio.CaptureDevice):  # type: ignore[misc] # likewise
    """A microphone."""
