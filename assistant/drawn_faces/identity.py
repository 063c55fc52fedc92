"""Who is drawn: everything about a face that does not change with its expression."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from assistant.drawn_faces.asymmetry import Asymmetry
from assistant.drawn_faces.shapes import Colour, mix


class Hair(Enum):
    """A way to wear one's hair."""

    BALD = auto()
    BUZZ = auto()
    SHORT = auto()
    PARTED = auto()
    CURLY = auto()
    FRINGE = auto()
    BUN = auto()
    BOB = auto()
    LONG = auto()


class Beard(Enum):
    """Hair on the lower face."""

    NONE = auto()
    STUBBLE = auto()
    MOUSTACHE = auto()
    FULL = auto()


class Glasses(Enum):
    """The frame before the eyes."""

    NONE = auto()
    ROUND = auto()
    SQUARE = auto()


@dataclass(frozen=True, slots=True)
class Identity:
    """One person.

    Lengths are shares of the ordinary one (about 0.8 to 1.2), `eye_tilt`, `brow_arch` and `mouth_height`
    are drawing units, `lid_fold` (how much of the upper lid shows above the lashes) runs from 0 (none) to
    1 (most), and `age` from 0 (young adult) to 1 (old).
    """

    face_width: float
    jaw_width: float
    chin: float
    forehead: float
    eye_size: float
    eye_tilt: float
    brow_weight: float
    brow_arch: float
    brow_height: float
    nose_width: float
    nose_length: float
    lip_weight: float
    mouth_width: float
    lashes: float
    age: float
    skin: Colour
    iris: Colour
    hair_colour: Colour
    hair: Hair
    beard: Beard
    glasses: Glasses
    frame_colour: Colour
    scarf: Colour | None
    clothes: Colour
    backdrop: Colour
    eye_opening: float
    lid_fold: float
    mouth_height: float
    asymmetry: Asymmetry

    @classmethod
    def random(cls, seed: int) -> Identity:
        """A random person; the same seed gives the same person."""
        rng = Random(seed)  # noqa: S311 - faces, no secrets
        feminine = rng.random()
        age = rng.random() ** 1.6
        tone = rng.random()
        skin = mix(*_between(_SKIN, tone), rng.random())
        fair = tone < 0.45
        hair_colour = rng.choice(_HAIR if fair else _HAIR[:3])
        hair_colour = mix(hair_colour, (186.0, 184.0, 182.0), max(0.0, age - 0.45) * 1.6)
        scarf = rng.choice(_CLOTH) if feminine > 0.5 and rng.random() < 0.2 else None
        male_hair = (Hair.SHORT, Hair.SHORT, Hair.PARTED, Hair.CURLY, Hair.BUZZ, Hair.BALD)
        female_hair = (Hair.LONG, Hair.LONG, Hair.BOB, Hair.BUN, Hair.FRINGE, Hair.CURLY, Hair.PARTED)
        return cls(
            face_width=rng.uniform(0.9, 1.1),
            jaw_width=rng.uniform(0.87, 1.03) if feminine > 0.5 else rng.uniform(0.96, 1.1),
            chin=rng.uniform(0.93, 1.07),
            forehead=rng.uniform(0.94, 1.06),
            eye_size=rng.uniform(0.9, 1.12) + 0.06 * feminine,
            eye_tilt=rng.uniform(-0.015, 0.045),
            brow_weight=rng.uniform(0.75, 1.35) - 0.25 * feminine,
            brow_arch=rng.uniform(0.015, 0.055) + 0.02 * feminine,
            brow_height=rng.uniform(0.94, 1.04) + 0.03 * feminine,
            nose_width=rng.uniform(0.82, 1.16) + 0.1 * tone,
            nose_length=rng.uniform(0.9, 1.08),
            lip_weight=rng.uniform(0.7, 1.15) + 0.15 * feminine + 0.2 * tone,
            mouth_width=rng.uniform(0.88, 1.12),
            lashes=0.5 + 0.8 * feminine,
            age=age,
            skin=skin,
            iris=rng.choice(_IRIS if fair else _IRIS[:2]),
            hair_colour=hair_colour,
            hair=rng.choice(female_hair if feminine > 0.5 else male_hair),
            beard=Beard.NONE if feminine > 0.42 else rng.choice(tuple(Beard)),
            glasses=rng.choice((Glasses.ROUND, Glasses.SQUARE)) if rng.random() < 0.22 else Glasses.NONE,
            frame_colour=rng.choice(_FRAMES),
            scarf=scarf,
            clothes=rng.choice(_CLOTH),
            backdrop=rng.choice(_BACKDROPS),
            eye_opening=rng.uniform(0.88, 1.1),
            lid_fold=rng.uniform(0.15, 1.0),
            mouth_height=rng.uniform(-0.035, 0.035),
            asymmetry=Asymmetry.random(rng),
        )


_SKIN: tuple[Colour, ...] = (
    (250, 220, 200),
    (240, 200, 172),
    (224, 176, 142),
    (196, 144, 108),
    (156, 106, 76),
    (112, 74, 54),
)
_HAIR: tuple[Colour, ...] = (
    (34, 27, 26),
    (58, 40, 32),
    (84, 56, 38),
    (122, 82, 50),
    (192, 150, 92),
    (150, 78, 44),
)
_IRIS: tuple[Colour, ...] = ((88, 56, 34), (112, 76, 44), (98, 116, 78), (86, 126, 158), (120, 132, 138))
_FRAMES: tuple[Colour, ...] = ((40, 40, 46), (84, 54, 40), (120, 44, 52), (52, 74, 110))
_CLOTH: tuple[Colour, ...] = (
    (66, 98, 138),
    (142, 74, 84),
    (84, 122, 104),
    (196, 160, 98),
    (98, 86, 132),
    (188, 196, 202),
    (70, 76, 86),
)
_BACKDROPS: tuple[Colour, ...] = ((214, 224, 230), (228, 220, 208), (212, 222, 210), (222, 214, 226), (196, 204, 214))


def _between(scale: tuple[Colour, ...], share: float) -> tuple[Colour, Colour]:
    """The two neighbours on a colour scale around `share` (0 to 1)."""
    index = min(int(share * (len(scale) - 1)), len(scale) - 2)
    return scale[index], scale[index + 1]
