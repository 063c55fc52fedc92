"""Drawn faces: our own, vector, moved by facial action units. Describes shapes; paints nothing."""

from assistant.drawn_faces.actions import NEUTRAL, PROTOTYPES, UNITS, ActionUnits, prototype
from assistant.drawn_faces.head import Light, Pose
from assistant.drawn_faces.identity import Beard, Glasses, Hair, Identity
from assistant.drawn_faces.portrait import draw_face
from assistant.drawn_faces.shapes import Drawing, LinearGradient, RadialGradient, Shape

__all__ = [
    "NEUTRAL", "PROTOTYPES", "UNITS", "ActionUnits", "Beard", "Drawing", "Glasses", "Hair", "Identity", "Light",
    "LinearGradient", "Pose", "RadialGradient", "Shape", "draw_face", "prototype",
]  # fmt: skip
