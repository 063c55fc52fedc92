from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.expressions import Expression
from tests.helpers.striped_faces import draw_face
from training.data.faces import Faces
from training.ensemble.conditions import LABELLED, VOTED, conditions, conversation


def _faces() -> Faces:
    labels = [label for label in range(7) for _ in range(4)]
    return Faces.of(np.stack([draw_face(label, number) for number, label in enumerate(labels)]), labels)


def test_every_condition_shows_the_same_people() -> None:
    faces = _faces()
    found = conditions(faces)
    assert list(found) == [LABELLED, "in speech", "poor camera", "both"], "nobody voted"
    assert found[LABELLED] is faces
    for name in ("in speech", "poor camera", "both"):
        assert found[name].labels is faces.labels
        assert not np.array_equal(found[name].pixels, faces.pixels)
        assert np.array_equal(found[name].pixels, conditions(faces)[name].pixels), "the same each time"
    happy = faces.labels == Expression.HAPPY.position
    assert np.array_equal(found["in speech"].pixels[happy], faces.pixels[happy]), "a smile stays"


def test_votes_are_labels_where_most_agree() -> None:
    faces = _faces()
    votes = faces.votes.copy()
    votes[0, [0, 4]] = 0.2, 0.8
    votes[1, [0, 4]] = 0.5, 0.5
    voted = conditions(replace(faces, votes=votes))[VOTED]
    assert voted.labels.tolist() == [Expression.NEUTRAL.position]
    assert np.array_equal(voted.pixels[0], faces.pixels[0])


def test_in_a_conversation_half_of_what_is_shown_is_neutral() -> None:
    share = conversation(_faces())
    assert share.sum() == pytest.approx(1)
    assert share[Expression.NEUTRAL.position] == pytest.approx(0.47)
    assert np.delete(share, Expression.NEUTRAL.position) == pytest.approx(0.53 / 6)
