"""Ours beside two peers, in one run: `python -m benchmarks.peers CLIP`.

The peers are the package `fer` as it comes (OpenCV's Haar cascade and mini-Xception in LiteRT), and the plain loop of
the tutorials: a Haar cascade and the same network in Keras, called once for each frame. They run in an environment of
their own, which is made in `--envs` when it is not there; that needs a network, and some minutes. A label is what a
program shows of the largest face: ours what is stable, the peers' the likeliest of the frame.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

PEER = "fer==25.10.3"
NEEDS = (
    "ffmpeg-python",
    "imageio-ffmpeg",
    "matplotlib",
    "moviepy<2",
    "opencv-contrib-python-headless<5",  # the last with Haar cascades
    "pandas",
    "pillow",
    "requests",
    "setuptools<80",
    "tensorflow",
    "tqdm",
)
"""What the peers need. `fer` itself is installed without what it names: its other detector, which is not measured,
brings a gigabyte of PyTorch."""

SIZES = (40, 60, 84, 110, 160, 240)
"""Widths in pixels at which the clip's face is looked for, in 1280×720."""

Figures: TypeAlias = dict[str, float]

OURS = """
from assistant.adapters.models.face_reader import FaceReader
from assistant.pipeline import Pipeline
reader = FaceReader()
pipeline = Pipeline(reader)
def read(picture, now):
    seen = pipeline.step(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), now)
    return [(f.found.box.width, str(seen.stable.get(f.face))) for f in seen.faces]
def find(picture):
    return [f.box.width for f in reader.search(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))]
"""

FER = """
from fer.fer import FER
detector = FER()
def read(picture, now):
    faces = detector.detect_emotions(picture)
    return [(f["box"][2], max(f["emotions"], key=f["emotions"].get)) for f in faces]
def find(picture):
    return [box[2] for box in detector.find_faces(picture)]
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
def find(picture):
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return [int(box[2]) for box in cascade.detectMultiScale(grey, 1.3, 5)]
"""

RUN = """
import json, sys, time
import cv2
import numpy as np
{peer}
path, live, face, sizes = sys.argv[1], sys.argv[2] == "live", float(sys.argv[3]), json.loads(sys.argv[4])
video, durations, computed, labels, kept, begin = cv2.VideoCapture(path), [], [], [], [], None
rate = video.get(cv2.CAP_PROP_FPS) or 25
while True:
    there, picture = video.read()
    if not there:
        break
    start, work = time.perf_counter(), time.process_time()
    faces = read(picture, len(durations) / rate)
    durations.append(time.perf_counter() - start)
    computed.append(time.process_time() - work)
    labels.append(max(faces)[1] if faces else None)
    if len(durations) == 1:
        print("first", flush=True)
    if len(durations) == 5:
        begin, worked = time.perf_counter(), time.process_time()
    if len(durations) % 30 == 5 and not live:
        kept.append(picture)
    if live and begin is not None:
        time.sleep(max(begin + (len(durations) - 4) / rate - time.perf_counter(), 0))
share = (time.process_time() - worked) / (time.perf_counter() - begin)
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    peak = float("nan")
found = {{}}
for size in sizes if not live else ():
    hits = 0
    for picture in kept:
        small = cv2.resize(picture, None, fx=size / face, fy=size / face, interpolation=cv2.INTER_AREA)
        small = small[:720, :1280]
        room = np.full((720, 1280, 3), (105, 115, 120), np.uint8)
        top, left = (720 - small.shape[0]) // 2, (1280 - small.shape[1]) // 3
        room[top:top + small.shape[0], left:left + small.shape[1]] = small
        hits += any(size / 2 < width < 2 * size for width in find(room))
    found[size] = hits / len(kept)
result = {{"durations": durations, "computed": computed, "peak": peak, "labels": labels, "share": share, "rate": rate}}
print(json.dumps({{**result, "found": found}}))
"""

PAGE = """# Beside other programs

`python -m benchmarks.peers` reads one clip with three programs, one after the other, and wrote this page: ours; the
package `{version}`; and the loop of many tutorials, OpenCV's Haar cascade and mini-Xception in Keras. The clip
has one face that moves all the time, {size}, {frames} frames at {rate:.0f} a second. Processor time is what the
program itself computed, on whatever cores. Times are those of one machine; what counts is the last column.

{table}

![The processor time of a frame, and the faces that are found at each width](pictures/peers.png)

Ours follows and reads the face eight times a second, places its landmarks in about half of the frames, for nods and
talk, refines them for the gaze five times a second, and searches the whole picture for newcomers once a second. So its
median is a frame between two looks, or one with landmarks, as the clip will have it, and its 95th percentile one in
which it reads and refines; the mean of its processor time is what all of it costs. The others find and read every face
in each frame.

A label flips where what is shown of the face is another than in the frame before: ours shows what lasted, the others
what each frame looks like. Faces are those of the clip, shrunk into an even picture of 1280 × 720 pixels.
"""


def peers_python(envs: Path) -> Path:
    """The Python of the peers' environment, which is made where it is not there."""
    env = envs / "fer"
    python = env / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", env], check=True)
        options = ("--quiet", "--only-binary", ":all:", "--timeout", "30")
        install: list[str | Path] = [python, "-m", "pip", "install", *options]
        subprocess.run([*install, *NEEDS], check=True)
        subprocess.run([*install, "--no-deps", PEER], check=True)
    return python


def measure(python: str | Path, peer: str, clip: Path, pace: str, face: float) -> dict[str, Any] | None:
    """What one program gave on one clip; None where it does not run."""
    begin = time.perf_counter()
    command = [python, "-c", RUN.format(peer=peer), str(clip), pace, str(face), json.dumps(SIZES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        if not any(line == "first\n" for line in lines):
            return None
        start_up = time.perf_counter() - begin
        result = json.loads(process.stdout.read().splitlines()[-1])
        return {**result, "start": start_up}


def figures(fast: Mapping[str, Any], live: Mapping[str, Any]) -> Figures:
    """The table's column of one program, of its run as fast as it goes and of the one at the clip's own rate."""
    durations, computed = (sorted(1000 * each for each in fast[key][5:]) for key in ("durations", "computed"))
    labels = [label for label in fast["labels"] if label is not None]
    flips = sum(one != other for one, other in itertools.pairwise(labels))
    return {
        "start to first result, s": min(fast["start"], live["start"]),
        "a frame, median ms": statistics.median(durations),
        "a frame, 95th percentile ms": durations[int(0.95 * len(durations))],
        "processor time of a frame, mean ms": statistics.fmean(computed),
        "share of a core, live": live["share"],
        "peak memory, MB": fast["peak"],
        "frames with a face": len(labels) / len(fast["labels"]),
        "label flips a minute": 60 * flips * fast["rate"] / max(len(fast["labels"]), 1),
        **{f"found at {size} px": fast["found"][str(size)] for size in SIZES},
    }


def table(shown: Mapping[str, Figures]) -> str:
    """The figures in Markdown, with ours as a share of the package's."""
    lines = ["| figure | " + " | ".join(shown) + " | ours / fer |", "|---" * (len(shown) + 2) + "|"]
    for key, ours in shown["ours"].items():
        theirs = shown["fer"][key] if "fer" in shown else 0.0
        ratio = f"{ours / theirs:.2f}" if theirs else "–"
        lines.append(f"| {key} | " + " | ".join(f"{row[key]:.2f}" for row in shown.values()) + f" | {ratio} |")
    return "\n".join(lines)


def draw(shown: Mapping[str, Figures], file: Path) -> None:
    """The picture of the page."""
    from matplotlib.figure import Figure  # noqa: PLC0415 # of the extra for training, and needed for the page alone

    figure = Figure(figsize=(8, 3), layout="constrained")
    bars, curves = figure.subplots(1, 2)
    names = list(shown)
    bars.barh(names[::-1], [shown[name]["processor time of a frame, mean ms"] for name in names[::-1]], color="#3465a4")
    bars.set_xlabel("processor time of a frame, ms")
    for name, mark in zip(names, "os^", strict=False):
        curves.plot(SIZES, [100 * shown[name][f"found at {size} px"] for size in SIZES], marker=mark, label=name)
    curves.set_xlabel("width of the face, pixels")
    curves.set_ylabel("found, %")
    curves.set_ylim(0, 105)
    curves.legend()
    figure.savefig(file, dpi=100)


def face_width(clip: Path) -> tuple[float, tuple[int, int]]:
    """Width of the largest face in the first frame of a clip, and the frame's (width, height), in pixels."""
    pixels = next(iter(VideoSource(clip).frames())).pixels
    widths = [face.box.width for face in FaceReader().search(pixels)]
    if not widths:
        sys.exit(f"No face is found in the first picture of {clip}: give a clip that begins with one.")
    return max(widths), (pixels.shape[1], pixels.shape[0])


def main() -> int:
    """Print each program's figures, and ours as a share of the package's."""
    parser = make_parser(__doc__, "python -m benchmarks.peers")
    parser.add_argument("clip", type=Path, help="a video with one face, 640×360 or so, of some seconds")
    parser.add_argument("--envs", type=Path, default=Path("runs/peers"), help="folder for the peers' environment")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--page", type=Path, help="write a page with table and picture there, such as docs/peers.md")
    chosen = parser.parse_args()
    face, (width, height) = face_width(chosen.clip)
    python = peers_python(chosen.envs)
    programs: dict[str, tuple[str | Path, str]] = {
        "ours": (sys.executable, OURS),
        "fer": (python, FER),
        "Haar, plain": (python, PLAIN),
    }
    shown: dict[str, Figures] = {}
    frames, rate = 0, 0.0
    for name, (interpreter, peer) in programs.items():
        fast, live = (measure(interpreter, peer, chosen.clip, pace, face) for pace in ("fast", "live"))
        if fast and live:
            shown[name], frames, rate = figures(fast, live), len(fast["labels"]), fast["rate"]
        else:
            print(f"{name} gave no result, and is left out.", file=sys.stderr)
    if "ours" not in shown:
        return 2
    print(table(shown))
    if chosen.json:
        chosen.json.write_text(json.dumps(shown, indent=2), encoding="utf-8")
    if chosen.page:
        (chosen.page.parent / "pictures").mkdir(exist_ok=True)
        draw(shown, chosen.page.parent / "pictures" / "peers.png")
        told = {"version": PEER, "size": f"{width} × {height} pixels", "frames": frames, "rate": rate}
        chosen.page.write_text(PAGE.format(table=table(shown), **told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    run_quietly(main)
