"""Puts a face together, back to front."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drawn_faces import beard, eyes, glasses, hair, mouth, nose, scarf, skin, skull
from assistant.drawn_faces.actions import NEUTRAL, ActionUnits
from assistant.drawn_faces.head import Head, Light, Palette, Pose
from assistant.drawn_faces.identity import Identity
from assistant.drawn_faces.lips import Lips, jaw_drop
from assistant.drawn_faces.shapes import Drawing, Shape, mix

_SIDE = 4.9  # of the picture, in drawing units: the head with its shoulders


def draw_face(
    who: Identity, act: ActionUnits = NEUTRAL, pose: Pose | None = None, light: Light | None = None
) -> Drawing:
    """A head and shoulders portrait.

    Args:
        who: the person.
        act: how the face moves.
        pose: how the head is held and where it is; upright in the middle by default.
        light: where the light comes from; by default softly from the picture's left.
    """
    backdrop = (who.backdrop, mix(who.backdrop, (110, 116, 128), 0.45))
    return Drawing(tuple(_shapes(who, act, pose or Pose(), light or Light())), backdrop, _SIDE)


def _shapes(who: Identity, act: ActionUnits, pose: Pose, light: Light) -> Iterator[Shape]:
    head, colours, lips = Head(pose, who), Palette.of(who), Lips.of(who, act)
    if who.scarf is None:
        yield from hair.behind(head, who, colours)
    else:
        yield from scarf.behind(head, who.scarf)
    yield from skull.body(head, who, colours)
    if who.scarf is None:
        yield from skull.ears(head, who, colours)
    yield from skull.skull(head, who, colours, act, light)
    yield from skin.chin(head, who, colours, act)
    yield from skin.cheeks(head, who, lips, colours, act)
    yield from skin.forehead(head, who, colours, act)
    yield from nose.nose(head, who, colours, act, light)
    yield from beard.beard(head, who, lips, colours, act)
    yield from mouth.mouth(head, lips, colours, act)
    for side in (-1.0, 1.0):
        yield from eyes.eye(head, who, colours, act, side)
    for side in (-1.0, 1.0):
        yield from eyes.brow(head, who, colours, act, side)
    if who.scarf is None:
        yield from hair.over(head, who, colours, head.silhouette().place(skull.outline(who, act)))
    else:
        yield from scarf.over(head, who.scarf, jaw_drop(act))
    yield from glasses.glasses(head, who)
