"""A PulseAudio server of our own with a silent sink, whose monitor tells what was really played."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.helpers.waiting import wait_for

RATE = 48_000

_SINK = f"module-null-sink sink_name=silent rate={RATE} channels=2"

MISSING = [tool for tool in ("pulseaudio", "parec", "pactl") if shutil.which(tool) is None]
"""The tools that this machine lacks for it."""


def environment_in(folder: Path) -> dict[str, str]:
    """The environment in which programs look for a server at the socket `native` of the folder, and find no other."""
    return {
        **os.environ,
        "PULSE_SERVER": f"unix:{folder / 'native'}",
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "HOME": str(folder),
    }


class PulseServer:
    """A server that runs, and can be made to fail."""

    def __init__(self, process: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
        self._process, self.environment = process, environment

    def stop(self) -> None:
        """Let it answer nobody, and everybody stay connected."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def remove_sink(self) -> None:
        """Unplug its loudspeaker, and with that the microphone that hears it."""
        self._control("unload-module", "module-null-sink")

    def add_sink(self) -> None:
        """Plug its loudspeaker in."""
        self._control("load-module", *_SINK.split())

    def _control(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self.environment, check=True, capture_output=True)


@contextlib.contextmanager
def pulse_server(folder: Path) -> Iterator[dict[str, str]]:
    """Run a server; yields the environment in which programs find it."""
    with failing_server(folder) as server:
        yield server.environment


@contextlib.contextmanager
def failing_server(folder: Path) -> Iterator[PulseServer]:
    """Run a server that can be made to fail."""
    environment = environment_in(folder)
    modules = [f"module-native-protocol-unix socket={folder / 'native'} auth-anonymous=1", _SINK]
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes"]
    loads = [f"--load={module}" for module in modules]
    with subprocess.Popen([*command, *loads], env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: _answers(environment), "PulseAudio to start")
            with SoundRecorder(environment) as keeper:  # an idle sink renders two seconds ahead, a watched one does not
                wait_for(lambda: keeper.heard > 0, "PulseAudio to play")
                yield PulseServer(server, environment)
        finally:
            server.send_signal(signal.SIGCONT)
            server.terminate()


class SoundRecorder:
    """Records what the server plays while it is open."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._recording = tempfile.TemporaryFile()  # noqa: SIM115 # closed by __exit__
        command = ["parec", "-d", "silent.monitor", f"--rate={RATE}", "--channels=2", "--format=float32le"]
        self._recorder = subprocess.Popen([*command, "--latency-msec=5"], env=environment, stdout=self._recording)

    def __enter__(self) -> SoundRecorder:
        return self

    def __exit__(self, *_: object) -> None:
        self._recorder.terminate()
        self._recorder.wait(10)
        self._recording.close()

    @property
    def heard(self) -> int:
        """Frames recorded so far."""
        return os.fstat(self._recording.fileno()).st_size // 8

    def recording(self) -> NDArray[np.float32]:
        """What was heard so far: (frames, 2)."""
        data = os.pread(self._recording.fileno(), self.heard * 8, 0)  # the recorder shares the file's position
        return np.frombuffer(data, dtype="<f4").reshape(-1, 2)

    def wait_for_silence(self) -> None:
        """Return when something has been heard and then nothing for half a second."""

        def is_over() -> bool:
            heard = self.recording()
            return bool(heard.any()) and not heard[-RATE // 2 :].any()

        wait_for(is_over, "silence after the sound")


def _answers(environment: dict[str, str]) -> bool:
    return subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False).returncode == 0
