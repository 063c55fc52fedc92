from __future__ import annotations

import numpy as np
import pytest

from assistant.expressions import EXPRESSIONS, Expression
from training.data.mouths import with_other_mouths

_CLASSES = tuple(map(str, EXPRESSIONS))
_EYES, _MOUTH = slice(0, 24), (slice(34, 42), slice(20, 28))


def _faces(channels: int = 0) -> np.ndarray:
    """One face of each expression: grey rows above, of which each has its own, and a mouth of its own brightness."""
    shape = (48, 48, channels) if channels else (48, 48)
    faces = np.zeros((len(_CLASSES), *shape), np.uint8)
    for label, face in enumerate(faces):
        face[:] = 100 + label
        face[_MOUTH] = 20 + 30 * label
    return faces


def _mixed(
    share: float, seed: int = 1, faces: np.ndarray | None = None, labels: np.ndarray | None = None
) -> np.ndarray:
    faces = _faces() if faces is None else faces
    labels = np.arange(len(faces)) if labels is None else labels
    return with_other_mouths(faces, labels, _CLASSES, share, np.random.default_rng(seed))


@pytest.mark.parametrize("channels", [0, 3])
def test_only_the_mouth_is_another_and_only_of_faces_that_speak(channels: int) -> None:
    faces = _faces(channels)
    mixed = np.stack([_mixed(1.0, seed, faces, np.arange(7)) for seed in range(8)])
    assert np.array_equal(mixed[:, :, _EYES], np.broadcast_to(faces[:, _EYES], mixed[:, :, _EYES].shape))
    changed = {name for i, name in enumerate(_CLASSES) if any(not np.array_equal(m[i], faces[i]) for m in mixed)}
    assert changed == {"angry", "fear", "neutral", "sad"}
    assert np.array_equal(faces, _faces(channels)), "the source stays"


def test_no_face_is_given_a_smile() -> None:
    smile, neutral = Expression.HAPPY.position, Expression.NEUTRAL.position
    pair = _faces()[[smile, neutral]]
    given = [_mixed(1.0, seed, pair, np.array([smile, neutral]))[1] for seed in range(8)]
    assert all(np.array_equal(face, pair[1]) for face in given), "the only other mouth there smiles"


def test_the_share_says_how_many_faces_speak() -> None:
    faces = np.repeat(_faces()[[Expression.NEUTRAL.position, Expression.SURPRISE.position]], 200, axis=0)
    labels = np.repeat([Expression.NEUTRAL.position, Expression.SURPRISE.position], 200)
    changed = (_mixed(0.3, 2, faces, labels) != faces).any(axis=(1, 2)).sum()
    assert 15 < changed < 60, "half of those who get one get that of another neutral face, which is the same here"
    assert _mixed(0.0, 2, faces, labels) is faces
