"""Two faces compared in words: where to look, and what sets them apart there or is common to both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest

from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.practice.cards import Face
from assistant.practice.explain import Word, listed, variant_of
from assistant.practice.movements import Movement, Region, movements, rests

TELLING: dict[Expression, tuple[Region, ...]] = {
    Expression.ANGRY: (Region.BROWS, Region.MOUTH, Region.EYES),
    Expression.DISGUST: (Region.NOSE, Region.MOUTH),
    Expression.FEAR: (Region.BROWS, Region.EYES, Region.MOUTH),
    Expression.HAPPY: (Region.MOUTH, Region.CHEEKS),
    Expression.NEUTRAL: (),
    Expression.SAD: (Region.BROWS, Region.MOUTH),
    Expression.SURPRISE: (Region.BROWS, Region.MOUTH),
}
"""Where an expression is told from others, the most telling region first.

After the regions by which people tell the expressions apart (Smith, Cottrell, Gosselin & Schyns, 2005, *Psychological
Science* 16; Calvo et al., 2018, *Scientific Reports* 8) and Ekman & Friesen, *Unmasking the Face* (1975). What two
expressions share in a region tells nothing and is left out of a comparison.
"""

_TOLD = 2
"""So many regions are named in a comparison: more are forgotten before the next face comes."""


def difference(one: Face, other: Face, word: Word) -> str:
    """Where to look, and what each of two faces of different expressions does there that the other does not."""
    regions = _telling_regions(one, other)
    return joined(" ", (_look(regions), _alone(one, other, regions, word), _alone(other, one, regions, word)))


def in_common(one: Face, other: Face, word: Word) -> str:
    """What two faces of the same expression share: they may be different variants of it."""
    shared = [movement for movement in _movements(one) if movement in _movements(other)]
    return say("explain.both", expression=word(one.expression), movements=listed(shared))


def _telling_regions(one: Face, other: Face) -> list[Region]:
    """The most telling regions in which the words for two faces differ, and are true of both."""
    by_rank = zip_longest(TELLING[one.expression], TELLING[other.expression])
    ranked = dict.fromkeys(region for region in chain.from_iterable(by_rank) if region)
    return [region for region in ranked if _differ(region, one, other)][:_TOLD]


def _differ(region: Region, one: Face, other: Face) -> bool:
    moved, other_moved = _within(region, _movements(one)), _within(region, _movements(other))
    in_words = all(
        each or rests(region, face.expression, variant_of(face)) for each, face in ((moved, one), (other_moved, other))
    )
    return in_words and moved != other_moved


def _look(regions: list[Region]) -> str:
    if len(regions) == 1:
        return say("explain.look", region=regions[0].words)
    return say("explain.look_two", first=regions[0].words, second=regions[1].words)


def _alone(one: Face, other: Face, regions: list[Region], word: Word) -> str:
    """What one face does in the regions and the other does not."""
    told: list[str] = []
    for region in regions:
        moved = _within(region, _movements(one))
        told += [movement.words for movement in moved if movement not in _movements(other)]
        if not moved:
            told.append(region.at_rest)
    return say("explain.made_by", expression=word(one.expression), movements=joined(", ", told)) if told else ""


def _movements(face: Face) -> tuple[Movement, ...]:
    return movements(face.expression, variant_of(face))


def _within(region: Region, moved: Iterable[Movement]) -> tuple[Movement, ...]:
    return tuple(movement for movement in moved if movement.region is region)
