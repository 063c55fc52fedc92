"""From how far people are found and read, and what that costs: `python -m benchmarks.range`.

Real people are put into rooms of every size. A width is that of the face in a room 1280 pixels wide; in other rooms
it has the same share of the width: a laptop's camera sees a face 110 px wide at 1.2 m and 70 px wide at 2 m.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from assistant.adapters.models.face_reader import FaceReader
from assistant.events import Box
from assistant.expressions import EXPRESSIONS
from assistant.pipeline import Pipeline
from assistant.system.library_log import run_quietly
from benchmarks.console import make_parser
from benchmarks.cues.held_faces import agreed_faces
from benchmarks.rooms import Portrait, empty_room, portraits, put
from training.errors import TrainingError

WIDTHS = (40, 48, 60, 84, 110, 160, 240)
ROOMS = ((640, 480), (1280, 720), (1920, 1080))
SIZES = ((640, 360), (1280, 720), (1920, 1080), (3840, 2160))
CROWDS = (1, 2, 4, 8)

_SAME = 0.3  # overlap from which a find is the face that was put there
_FRAMES = 45  # of each timed clip, at 30 a second
_CROP = 0.88  # width of the detector's box of a face as a share of FER2013's crop of it


def found(reader: FaceReader, people: Sequence[Portrait], size: tuple[int, int], width: float) -> dict[str, float]:
    """Share of the people that the live search finds, and false faces a picture."""
    rng, hits, false, count = np.random.default_rng(0), 0, 0, 0
    for person in people:
        room = empty_room(size, rng)
        place = put(room, person, width * size[0] / 1280, rng)
        if place is None:
            continue
        faces = reader.search(room)
        count += 1
        hits += any(face.box.overlap(place) >= _SAME for face in faces)
        false += sum(face.box.overlap(place) < _SAME for face in faces)
    return {"found": hits / count, "false": false / count, "people": count}


def false_faces(reader: FaceReader, size: tuple[int, int], rooms: int) -> int:
    """False faces in so many empty rooms."""
    rng = np.random.default_rng(1)
    return sum(len(reader.search(empty_room(size, rng))) for _ in range(rooms))


def read_right(reader: FaceReader, data: Path, width: int, count: int) -> dict[str, float]:
    """Share of clear validation faces, `width` pixels wide, that are found, that are read, and that are read right."""
    faces, rng = agreed_faces(data, count, odd=True), np.random.default_rng(0)
    side, right, read, seen = round(width / _CROP), 0, 0, 0
    way = cv2.INTER_AREA if side < 48 else cv2.INTER_CUBIC
    for face, label in zip(faces.pixels, faces.labels, strict=True):
        room = np.full((max(360, 2 * side), max(640, 3 * side), 3), int(face.mean()), np.uint8)
        top, left = int(rng.integers(room.shape[0] - side)), int(rng.integers(room.shape[1] - side))
        room[top : top + side, left : left + side] = cv2.resize(face, (side, side), interpolation=way)[..., None]
        readings = Pipeline(reader).step(room, 0.0).faces
        seen += bool(readings)
        if readings and readings[0].probabilities:
            read += 1
            right += EXPRESSIONS[int(np.argmax(readings[0].probabilities))].position == label
    return {"found": seen / len(faces), "read": read / len(faces), "right of read": right / read if read else 0.0}


def cost(reader: FaceReader, people: Sequence[Portrait], size: tuple[int, int], crowd: int) -> dict[str, float]:
    """Milliseconds a frame, median and mean, of a live picture with so many people who sway a little."""
    rng, pipeline = np.random.default_rng(2), Pipeline(reader)
    room, places = empty_room(size, rng), list[Box]()
    width = size[0] * (0.15 if crowd == 1 else 0.07)
    while len(places) < crowd:
        tried = room.copy()
        place = put(tried, people[len(places) % len(people)], width, rng)
        if place is not None and all(place.overlap(_wide(other)) == 0 for other in places):
            room, places = tried, [*places, _wide(place)]
    durations = []
    for index in range(_FRAMES):
        frame = np.ascontiguousarray(np.roll(room, round(4 * np.sin(index / 5)), axis=1))
        begin = time.perf_counter()
        pipeline.step(frame, index / 30)
        durations.append(1000 * (time.perf_counter() - begin))
    return {"median ms": statistics.median(durations[5:]), "mean ms": statistics.fmean(durations[5:])}


def _wide(box: Box) -> Box:
    return Box(box.x - box.width / 2, box.y - box.height / 2, 2 * box.width, 2 * box.height)


def main() -> None:
    """Print the tables."""
    parser = make_parser(__doc__, "python -m benchmarks.range")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with media/ and data/fer2013/")
    parser.add_argument("--rooms", type=int, default=300, help="empty rooms in which no face may be found")
    parser.add_argument("--faces", type=int, default=140, help="validation faces that are read at each width")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    chosen = parser.parse_args()
    figures: dict[str, dict[str, dict[str, float]]] = {}

    def tell(table: str, row: str, values: dict[str, float]) -> None:
        if table not in figures:
            print(f"\n{table:26}" + "".join(f"{name:>15}" for name in values))
        figures.setdefault(table, {})[row] = values
        print(f"{row:26}" + "".join(f"{value:15.2f}" for value in values.values()), flush=True)

    reader = FaceReader()
    people = portraits(chosen.shared / "media", reader)
    for size in ROOMS:
        for width in WIDTHS:
            tell(f"{size[0]} × {size[1]}", f"{width} of 1280 px", found(reader, people, size, width))
    rooms = {"false faces": float(false_faces(reader, (1280, 720), chosen.rooms)), "rooms": float(chosen.rooms)}
    tell("empty rooms", "1280 × 720", rooms)
    try:
        for width in (24, 28, 32, 36, *WIDTHS):
            row = read_right(reader, chosen.shared / "data" / "fer2013", width, chosen.faces)
            tell("clear faces in 640 × 360", f"{width} px", row)
    except TrainingError as error:
        print(f"Left out, the reading: {error}")
    for crowd in CROWDS:
        tell("people at 1280 × 720", str(crowd), cost(reader, people, (1280, 720), crowd))
    for size in SIZES:
        tell("one person", f"{size[0]} × {size[1]}", cost(reader, people, size, 1))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    run_quietly(main)
