"""How fast the way of a frame is, beside a peer in the same run: `python -m benchmarks.speed CLIP`.

Each program starts fresh, reads the clip on its own, and reports. The peer is the package `fer`
(mini-Xception, OpenCV's face detector) where it is installed; give the Python of another
environment with `--peer-python` to keep its packages apart.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser

OURS = """
from pathlib import Path
from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.pipeline import Pipeline
pipeline = Pipeline(FaceReader())
def frames(clip):
    return VideoSource(Path(clip)).frames()
def read(frame):
    pipeline.step(frame.pixels, frame.time)
"""

PEER = """
import cv2
from fer.fer import FER
detector = FER()
def frames(clip):
    capture = cv2.VideoCapture(clip)
    while (read := capture.read())[0]:
        yield read[1]
def read(picture):
    detector.detect_emotions(picture)
"""

RUN = """
import json, sys, time
{program}
durations = []
for frame in frames(sys.argv[1]):
    start = time.perf_counter()
    read(frame)
    durations.append(time.perf_counter() - start)
    if len(durations) == 1:
        print("first", flush=True)
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    peak = float("nan")
print(json.dumps({{"durations": durations, "peak": peak}}))
"""


def measure(python: str, program: str, clip: Path) -> dict[str, float] | None:
    """Seconds to the first frame's result, median milliseconds a frame, peak MB; None where it does not run.

    Args:
        python: the interpreter that runs the program.
        program: defines `frames`, from a clip's path to its frames, and `read`, which reads one of them.
        clip: the video.
    """
    begin = time.perf_counter()
    command = [python, "-c", RUN.format(program=program), str(clip)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        if process.stdout.readline() != "first\n":
            return None
        start_up = time.perf_counter() - begin
        result = json.loads(process.stdout.read().splitlines()[-1])
    # The first frames pay for caches and lazy set-up: they belong to the start.
    milliseconds = 1000 * statistics.median(result["durations"][5:])
    return {"seconds to first result": start_up, "milliseconds a frame": milliseconds, "peak MB": result["peak"]}


def main() -> int:
    """Print ours, the peer's, and the ratio, each the median of the repeats."""
    parser = make_parser(__doc__)
    parser.add_argument("clip", type=Path, help="a video with one face, 640×360 or so")
    parser.add_argument("--peer-python", default=sys.executable, help="the Python that has the package fer")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each program, taken in turn")
    options = parser.parse_args()
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "peer": []}
    for _ in range(options.repeats):
        for name, python, program in (("ours", sys.executable, OURS), ("peer", options.peer_python, PEER)):
            result = measure(python, program, options.clip)
            if result:
                runs[name].append(result)
    if not runs["ours"]:
        print(f"{options.clip} gave no frame: give a video with one face.", file=sys.stderr)
        return 2
    if not runs["peer"]:
        print("The package fer is not installed here: only our own figures are shown.", file=sys.stderr)
    print(f"{'':26}" + "".join(f"{name:>10}" for name in runs) + f"{'ratio':>10}")
    for key in runs["ours"][0]:
        ours, peer = (
            statistics.median([run[key] for run in runs[name]]) if runs[name] else float("nan") for name in runs
        )
        print(f"{key:26}{ours:10.2f}{peer:10.2f}{ours / peer:10.2f}")
    return 0


if __name__ == "__main__":
    run_quietly(main)
