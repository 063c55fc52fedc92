from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.expressions import Expression
from tests.helpers.striped_faces import draw_face
from training.data.faces import Faces
from training.ensemble.conditions import LABELLED, VOTED, conversation, under_conditions


def _faces() -> Faces:
    labels = [label for label in range(7) for _ in range(4)]
    return Faces.of(np.stack([draw_face(label, number) for number, label in enumerate(labels)]), labels)


def _pixels(pixels: np.ndarray) -> np.ndarray:
    """As logits that show what was read."""
    return pixels.reshape(len(pixels), -1)


def test_every_condition_shows_the_same_people() -> None:
    faces = _faces()
    found, again = under_conditions(_pixels, faces), under_conditions(_pixels, faces)
    assert list(found) == [LABELLED, "in speech", "poor camera", "both"], "nobody voted"
    seen = _pixels(faces.pixels)
    assert np.array_equal(found[LABELLED].logits, seen)
    for name in ("in speech", "poor camera", "both"):
        assert found[name].labels is faces.labels
        assert np.array_equal(found[name].faces, found[LABELLED].faces)
        assert not np.array_equal(found[name].logits, seen)
        assert np.array_equal(found[name].logits, again[name].logits), "the same each time"
    happy = faces.labels == Expression.HAPPY.position
    assert np.array_equal(found["in speech"].logits[happy], seen[happy]), "a smile stays"


def test_votes_are_labels_where_most_agree_of_faces_that_are_read_once() -> None:
    faces = _faces()
    votes = faces.votes.copy()
    votes[2, [0, 4]] = 0.2, 0.8
    votes[1, [0, 4]] = 0.5, 0.5
    read: list[np.ndarray] = []

    def members(pixels: np.ndarray) -> np.ndarray:
        read.append(pixels)
        return np.stack([_pixels(pixels), 255 - _pixels(pixels)])

    voted = under_conditions(members, replace(faces, votes=votes))[VOTED]
    assert voted.labels.tolist() == [Expression.NEUTRAL.position]
    assert voted.faces.tolist() == [2]
    assert np.array_equal(voted.logits, members(faces.pixels[2:3]))
    assert [len(pixels) for pixels in read] == [len(faces)] * 4 + [1]


def test_in_a_conversation_half_of_what_is_shown_is_neutral() -> None:
    share = conversation(_faces())
    assert share.sum() == pytest.approx(1)
    assert share[Expression.NEUTRAL.position] == pytest.approx(0.47)
    assert np.delete(share, Expression.NEUTRAL.position) == pytest.approx(0.53 / 6)
