"""What MediaPipe itself makes of drawn faces: the reference for our use of its models.

`python -m tests.helpers.mediapipe_reference` writes the file anew, in an environment that has the package mediapipe;
the project's own has not, for that library reports each use to its maker. The variable below stops it on Linux.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from assistant.adapters.models.blazeface import FULL_RANGE, SHORT_RANGE
from assistant.adapters.models.face_mesh import MODEL
from assistant.drawn_faces import Identity, Pose, draw_face, prototype
from assistant.drawn_faces.rasterizer import paint
from assistant.expressions import EXPRESSIONS
from assistant.imaging import Image
from assistant.system.resources import folder
from tests.helpers.places import ROOT

FILE = ROOT / "tests" / "adapters" / "models" / "mediapipe_reference.json"
SIZE = 320, 240
VARIANTS = (SHORT_RANGE, FULL_RANGE)
EVERY = 10
"""Of the landmarks, each tenth is kept."""


def pictures() -> Iterator[Image]:
    """One drawn face for each expression, each of another person, turned and tilted a little."""
    for seed, expression in enumerate(EXPRESSIONS):
        pose = Pose(yaw=5 * (seed % 3 - 1), roll=6 * (seed % 2) - 3, size=0.9)
        yield paint(draw_face(Identity.random(seed), prototype(expression), pose), *SIZE)


def main() -> None:
    """Ask MediaPipe, and write down what it says."""
    os.environ["https_proxy"] = "none://127.0.0.1"
    import mediapipe  # noqa: PLC0415 # no part of the environment; by hand only

    vision, base = mediapipe.tasks.vision, mediapipe.tasks.BaseOptions
    rows: list[dict[str, Any]] = []
    detectors = [
        vision.FaceDetector.create_from_options(
            vision.FaceDetectorOptions(
                base_options=base(model_asset_buffer=(folder("assets") / variant.file).read_bytes())
            )
        )
        for variant in VARIANTS
    ]
    landmarker = vision.FaceLandmarker.create_from_options(
        vision.FaceLandmarkerOptions(
            base_options=base(model_asset_buffer=(folder("assets") / MODEL).read_bytes()), output_face_blendshapes=True
        )
    )
    width, height = SIZE
    for pixels in pictures():
        picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
        row: dict[str, Any] = {}
        for variant, detector in zip(VARIANTS, detectors, strict=True):
            (found,) = detector.detect(picture).detections
            box = found.bounding_box
            row[variant.file] = {
                "score": round(found.categories[0].score, 4),
                "box": [box.origin_x, box.origin_y, box.width, box.height],
                "points": [[round(p.x * width, 2), round(p.y * height, 2)] for p in found.keypoints],
            }
        mesh = landmarker.detect(picture)
        row["landmarks"] = [[round(p.x * width, 2), round(p.y * height, 2)] for p in mesh.face_landmarks[0][::EVERY]]
        row["blendshapes"] = {shape.category_name: round(shape.score, 4) for shape in mesh.face_blendshapes[0]}
        rows.append(row)
    for task in (*detectors, landmarker):
        task.close()
    text = json.dumps({"mediapipe": mediapipe.__version__, "pictures": rows}, indent=None)
    FILE.write_text(text.replace("}, {", "},\n{") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
