"""Tables and pictures as the data sets bring them."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np

HEADINGS = ("emotion,pixels,Usage", " Usage, pixels,emotion")


def write_csv(path: Path, heading: str, rows: list[tuple[str, str, str]]) -> Path:
    order = [name.strip().lower() for name in heading.split(",")]
    cells = [dict(zip(("emotion", "pixels", "usage"), row, strict=True)) for row in rows]
    path.write_text("\n".join([heading, *(",".join(row[name] for name in order) for row in cells)]) + "\n")
    return path


def as_text(face: np.ndarray) -> str:
    return " ".join(map(str, face.ravel()))


def png(picture: np.ndarray) -> bytes:
    data: bytes = cv2.imencode(".png", picture)[1].tobytes()
    return data


BOX_COLUMNS = ["face_x", "face_y", "face_width", "face_height"]


def write_table(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def write_votes(path: Path, rows: list[str]) -> Path:
    """FERPlus's table with these rows."""
    heading = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    path.write_text("\n".join([heading, *rows]) + "\n")
    return path
