"""MediaPipe's face landmarks and blendshapes, run in LiteRT.

The models (Attention Mesh; Grishchenko et al., 2020, arXiv 2006.10962) and what is done before and after them are
MediaPipe's own: the face is cut out upright by its eyes, one network places 478 landmarks on it, and a second one reads
the activations of 52 facial movements off 146 of them.
"""

from __future__ import annotations

import io
import zipfile

import numpy as np

from assistant.adapters.models.landmark_network import LandmarkNetwork
from assistant.adapters.models.litert import Network, read_model
from assistant.imaging import Image
from assistant.system.resources import folder
from assistant.vision.landmarks import Crop, Mesh, Points

MODEL = "face_landmarker.task"
MODEL_SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"

BLENDSHAPES = tuple(
    """
    _neutral browDownLeft browDownRight browInnerUp browOuterUpLeft browOuterUpRight cheekPuff cheekSquintLeft
    cheekSquintRight eyeBlinkLeft eyeBlinkRight eyeLookDownLeft eyeLookDownRight eyeLookInLeft eyeLookInRight
    eyeLookOutLeft eyeLookOutRight eyeLookUpLeft eyeLookUpRight eyeSquintLeft eyeSquintRight eyeWideLeft eyeWideRight
    jawForward jawLeft jawOpen jawRight mouthClose mouthDimpleLeft mouthDimpleRight mouthFrownLeft mouthFrownRight
    mouthFunnel mouthLeft mouthLowerDownLeft mouthLowerDownRight mouthPressLeft mouthPressRight mouthPucker mouthRight
    mouthRollLower mouthRollUpper mouthShrugLower mouthShrugUpper mouthSmileLeft mouthSmileRight mouthStretchLeft
    mouthStretchRight mouthUpperUpLeft mouthUpperUpRight noseSneerLeft noseSneerRight
    """.split()  # noqa: SIM905 - as a list it would be fifty lines
)
"""Names of the movements (Apple's ARKit), in the order of the network's output."""

_FOR_BLENDSHAPES = np.array(
    """
    0 1 4 5 6 7 8 10 13 14 17 21 33 37 39 40 46 52 53 54 55 58 61 63 65 66 67 70 78 80 81 82 84 87 88 91 93 95 103 105
    107 109 127 132 133 136 144 145 146 148 149 150 152 153 154 155 157 158 159 160 161 162 163 168 172 173 176 178
    181 185 191 195 197 234 246 249 251 263 267 269 270 276 282 283 284 285 288 291 293 295 296 297 300 308 310 311
    312 314 317 318 321 323 324 332 334 336 338 356 361 362 365 373 374 375 377 378 379 380 381 382 384 385 386 387
    388 389 390 397 398 400 402 405 409 415 454 466 468 469 470 471 472 473 474 475 476 477
    """.split(),  # noqa: SIM905 - likewise
    dtype=np.intp,
)
"""The landmarks that the second network reads."""


class FaceLandmarker:
    """Places landmarks on a face and reads its movements; any thread may call.

    Raises:
        ModelError: the model is missing or not the one that was shipped.
    """

    def __init__(self) -> None:
        path = folder("assets") / MODEL
        with zipfile.ZipFile(io.BytesIO(read_model(path, MODEL_SHA256))) as models:
            self._landmarks = LandmarkNetwork(Network(models.read("face_landmarks_detector.tflite"), path))
            self._blendshapes = Network(models.read("face_blendshapes.tflite"), path)

    def measure(self, image: Image, crop: Crop, *, movements: bool = True) -> Mesh | None:
        """The landmarks of the face in a part of an RGB picture (height, width, 3); None where there is none.

        Args:
            image: the whole picture.
            crop: where to look: `Crop.around` a found face, or the `crop` of the face's last landmarks.
            movements: whether to read them, too.
        """
        points = self._landmarks(image, crop)
        return None if points is None else Mesh(points, self._movements(points) if movements else {})

    def _movements(self, points: Points) -> dict[str, float]:
        (activations,) = self._blendshapes(points[np.newaxis, _FOR_BLENDSHAPES, :2])
        return dict(zip(BLENDSHAPES, map(float, activations), strict=True))
