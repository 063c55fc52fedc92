"""Who is drawn: the same from the same seed, otherwise different in every trait, and never out of bounds."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given

from assistant.drawn_faces import Glasses, Hair, Identity
from tests.helpers.anybody import seeds


def test_identities_vary_in_every_trait() -> None:
    people = [Identity.random(seed) for seed in range(200)]
    assert len(set(people)) == 200
    assert {who.hair for who in people} == set(Hair)
    assert {who.glasses for who in people} == set(Glasses)
    assert 5 < sum(who.scarf is not None for who in people) < 60
    assert np.std([who.skin[0] for who in people]) > 25
    assert np.std([who.age for who in people]) > 0.2


@given(seeds)
def test_every_trait_keeps_within_what_it_means(seed: int) -> None:
    who = Identity.random(seed)
    assert who == Identity.random(seed)
    for share in (who.face_width, who.jaw_width, who.chin, who.forehead, who.nose_length, who.mouth_width):
        assert 0.8 <= share <= 1.2
    assert 0 <= who.age <= 1
    assert 0 <= who.lid_fold <= 1
    colours = [getattr(who, field.name) for field in fields(who) if "Colour" in str(field.type)]
    assert len(colours) == 7
    assert all(0 <= channel <= 255 for colour in colours if colour for channel in colour)
