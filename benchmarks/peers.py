"""Ours beside two peers, in one run: `python -m benchmarks.peers CLIP`.

The peers are the package `fer` as it comes (OpenCV's Haar cascade and mini-Xception on TensorFlow), and the plain loop
of the tutorials: a Haar cascade and the same network, called once for each frame. They run in an environment of their
own, which is made in `--envs` when it is not there; that needs a network, and some minutes. A label is what a program
shows of the largest face: ours what is stable, the peers' the likeliest of the frame.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

PACKAGES = ("fer", "tensorflow", "moviepy<2", "setuptools<80")
"""What the peers need."""

OURS = """
from assistant.face_reader import FaceReader
from assistant.pipeline import Pipeline
pipeline = Pipeline(FaceReader())
def read(picture, now):
    seen = pipeline.step(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), now)
    return [(f.found.box.width, str(seen.stable.get(f.face))) for f in seen.faces]
"""

FER = """
from fer.fer import FER
detector = FER()
def read(picture, now):
    faces = detector.detect_emotions(picture)
    return [(f["box"][2], max(f["emotions"], key=f["emotions"].get)) for f in faces]
"""

PLAIN = """
from pathlib import Path
import fer, numpy as np
from tensorflow.keras.models import load_model
network = load_model(Path(fer.__file__).parent / "data" / "emotion_model.hdf5", compile=False)
cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
def read(picture, now):
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found = []
    for x, y, width, height in cascade.detectMultiScale(grey, 1.3, 5):
        face = cv2.resize(grey[y:y + height, x:x + width], (64, 64)).astype("float32") / 127.5 - 1
        found.append((int(width), int(network.predict(face[None, :, :, None], verbose=0).argmax())))
    return found
"""

RUN = """
import json, sys, time
import cv2
{peer}
path, live = sys.argv[1], sys.argv[2] == "live"
video, durations, labels, begin = cv2.VideoCapture(path), [], [], None
rate = video.get(cv2.CAP_PROP_FPS) or 25
while True:
    there, picture = video.read()
    if not there:
        break
    start = time.perf_counter()
    faces = read(picture, len(durations) / rate)
    durations.append(time.perf_counter() - start)
    labels.append(max(faces)[1] if faces else None)
    if len(durations) == 1:
        print("first", flush=True)
    if len(durations) == 5:
        begin, worked = time.perf_counter(), time.process_time()
    if live and begin is not None:
        time.sleep(max(begin + (len(durations) - 4) / rate - time.perf_counter(), 0))
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    peak = float("nan")
share = (time.process_time() - worked) / (time.perf_counter() - begin)
print(json.dumps({{"durations": durations, "peak": peak, "labels": labels, "share": share, "rate": rate}}))
"""


def peers_python(envs: Path) -> Path:
    """The Python of the peers' environment, which is made where it is not there."""
    env = envs / "fer"
    python = env / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", env], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def measure(python: str | Path, peer: str, clip: Path, pace: str) -> dict[str, float] | None:
    """The figures of one program on one clip; None where it does not run."""
    begin = time.perf_counter()
    command = [python, "-c", RUN.format(peer=peer), str(clip), pace]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        if not any(line == "first\n" for line in lines):
            return None
        start_up = time.perf_counter() - begin
        result = json.loads(process.stdout.read().splitlines()[-1])
    durations = sorted(1000 * duration for duration in result["durations"][5:])
    labels = [label for label in result["labels"] if label is not None]
    flips = sum(one != other for one, other in itertools.pairwise(labels))
    return {
        "seconds to first result": start_up,
        "median ms a frame": statistics.median(durations),
        "mean ms a frame": statistics.fmean(durations),
        "95th percentile ms": durations[int(0.95 * len(durations))],
        "peak MB": result["peak"],
        "share of a core": result["share"] if pace == "live" else float("nan"),
        "frames with a face": len(labels) / len(result["labels"]),
        "label flips a minute": 60 * flips * result["rate"] / max(len(result["labels"]), 1),
    }


def main() -> int:
    """Print each program's figures, and ours as a share of the package's."""
    parser = make_parser(__doc__, "python -m benchmarks.peers")
    parser.add_argument("clip", type=Path, help="a video with one face, 640×360 or so")
    parser.add_argument("--envs", type=Path, default=Path("runs/peers"), help="folder for the peers' environment")
    parser.add_argument("--pace", choices=("live", "fast"), default="fast", help="live: at the clip's own rate")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()
    python = peers_python(chosen.envs)
    programs: dict[str, tuple[str | Path, str]] = {
        "ours": (sys.executable, OURS),
        "fer": (python, FER),
        "Haar, plain": (python, PLAIN),
    }
    figures = {name: measure(*program, chosen.clip, chosen.pace) for name, program in programs.items()}
    shown = {name: row for name, row in figures.items() if row}
    if "ours" not in shown:
        print(f"{chosen.clip} gave no frame: give a video with one face.", file=sys.stderr)
        return 2
    print(f"{'':26}" + "".join(f"{name:>14}" for name in shown) + f"{'ours / fer':>14}")
    for key, ours in shown["ours"].items():
        ratio = ours / shown["fer"][key] if "fer" in shown else float("nan")
        print(f"{key:26}" + "".join(f"{row[key]:14.2f}" for row in shown.values()) + f"{ratio:14.2f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(shown, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    run_quietly(main)
