"""The speech process from within: light, plain about what it cannot do, and gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import SpeechError
from tests.adapters.voices.conftest import MakeSpeech
from tests.helpers import engines
from tests.helpers.places import ROOT


def test_an_engine_that_cannot_start_says_why(make_speech: MakeSpeech) -> None:
    with pytest.raises(SpeechError, match="no library"):
        make_speech(engines.Unstartable).start()


def test_the_process_imports_nothing_heavy(make_speech: MakeSpeech) -> None:
    script = (
        "from assistant.adapters.voices.chain import VoiceChain, VoiceSettings\n"
        "from tests.helpers.engines import Telling\n"
        "if __name__ == '__main__':\n"
        "    speech = VoiceChain(VoiceSettings(), factory=Telling)\n"
        "    try: speech.synthesize('looks happy')\n"
        "    except Exception as error: print(error)\n"
        "    speech.close()\n"
    )
    root = ROOT
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert "(none)" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_hanging_voice_ends_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import multiprocessing, os, sys, threading, time\n"
        "from pathlib import Path\n"
        "from assistant.adapters.voices.chain import VoiceChain, VoiceSettings\n"
        "from tests.helpers.engines import HangingWitnessed\n"
        "if __name__ == '__main__':\n"
        "    speech = VoiceChain(VoiceSettings(), factory=HangingWitnessed, deadline=60)\n"
        "    speech.start()\n"
        "    threading.Thread(target=speech.synthesize, args=('looks happy',), daemon=True).start()\n"
        "    while not Path(os.environ['HANGS']).exists(): time.sleep(0.01)\n"
        "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "HANGS": str(tmp_path / "hangs")}
    root = ROOT
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert _ends(child)
    assert not list(temporary.iterdir())


def _ends(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True  # dead, and waiting to be collected by whoever adopted it
        time.sleep(0.05)
    return False
