"""Every rule of the policy, held against random conversations."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.policy import MINUTE, STALE, CuePolicy
from assistant.cues.preferences import CuePreferences
from assistant.expressions import EXPRESSIONS, Expression

FACES = (1, 2)

moments = st.tuples(
    st.floats(0.0, 3.0),
    st.none() | st.tuples(st.sampled_from(FACES), st.sampled_from([*EXPRESSIONS, None])),
)
conversations = st.lists(moments, max_size=80)
preferences = st.builds(CuePreferences, per_minute=st.integers(1, 12), cooldown=st.floats(0.0, 3.0))


@dataclass
class Told:
    time: float
    face: int
    expression: Expression | None
    changed: float


@dataclass
class Conversation:
    """Plays random stable changes and keeps what was told."""

    policy: CuePolicy
    now: float = 0.0
    shown: dict[int, tuple[float, Expression | None]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def play(self, moments: list[tuple[float, tuple[int, Expression | None] | None]]) -> list[Told]:
        for gap, change in moments:
            self.now += gap
            if change is not None:
                face, expression = change
                self.shown[face] = self.now, expression
                self.policy.changed(self.now, face, expression)
            for face in self.policy.due(self.now, FACES):
                changed, expression = self.shown[face]
                self.told.append(Told(self.now, face, expression, changed))
        return self.told


@given(preferences, conversations)
def test_nothing_stale_is_told(chosen: CuePreferences, moments: list) -> None:
    for cue in Conversation(CuePolicy(chosen)).play(moments):
        assert cue.time - cue.changed <= STALE


@given(preferences, conversations)
def test_a_face_rests_between_its_cues(chosen: CuePreferences, moments: list) -> None:
    told = Conversation(CuePolicy(chosen)).play(moments)
    for face in FACES:
        times = [cue.time for cue in told if cue.face == face]
        assert all(later - earlier >= chosen.cooldown for earlier, later in itertools.pairwise(times))


@given(preferences, conversations)
def test_no_minute_holds_more_cues_than_wanted(chosen: CuePreferences, moments: list) -> None:
    times = [cue.time for cue in Conversation(CuePolicy(chosen)).play(moments)]
    for start in times:
        assert sum(start <= time < start + MINUTE for time in times) <= chosen.per_minute


@given(preferences, conversations)
def test_cant_tell_leaves_half_of_a_minute_to_what_says_something(chosen: CuePreferences, moments: list) -> None:
    told = Conversation(CuePolicy(chosen)).play(moments)
    for index, cue in enumerate(told):
        # In the order in which they were told: of two at the same moment, only the first comes before the other.
        before = sum(cue.time - MINUTE < other.time for other in told[:index])
        assert cue.expression is not None or before < (chosen.per_minute + 1) // 2


def test_what_says_something_is_told_where_cant_tell_no_longer_is() -> None:
    policy = CuePolicy(CuePreferences(per_minute=2, cooldown=0.0))
    policy.changed(0.0, 1, None)
    assert policy.due(0.0, [1]) == [1]
    policy.changed(1.0, 2, None)
    assert policy.due(1.0, [2]) == []
    policy.changed(2.0, 2, Expression.HAPPY)
    assert policy.due(2.0, [2]) == [2]


def test_even_a_single_cue_a_minute_may_be_cant_tell() -> None:
    policy = CuePolicy(CuePreferences(per_minute=1))
    policy.changed(0.0, 1, None)
    assert policy.due(0.0, [1]) == [1]


def test_after_sixty_seconds_a_cue_no_longer_counts() -> None:
    policy = CuePolicy(CuePreferences(per_minute=1))
    told = []
    for now, expression in ((0.0, Expression.HAPPY), (59.9, Expression.SAD), (60.0, Expression.SAD)):
        policy.changed(now, 1, expression)
        told.append(policy.due(now, [1]))
    assert told == [[1], [], [1]]


@given(preferences, conversations)
def test_only_changes_are_told(chosen: CuePreferences, moments: list) -> None:
    told = Conversation(CuePolicy(chosen)).play(moments)
    for face in FACES:
        expressions = [cue.expression for cue in told if cue.face == face]
        assert all(earlier != later for earlier, later in itertools.pairwise(expressions))


@given(conversations)
def test_without_limits_every_change_is_told_at_once(moments: list) -> None:
    told = Conversation(CuePolicy(CuePreferences(per_minute=10_000, cooldown=0.0))).play(moments)
    assert all(cue.time == cue.changed for cue in told)
    first = {change[0] for _, change in moments if change is not None}
    assert {cue.face for cue in told} == first


def test_a_change_back_before_it_was_told_is_not_told() -> None:
    policy = CuePolicy(CuePreferences(cooldown=1.0))
    policy.changed(0.0, 1, Expression.NEUTRAL)
    assert policy.due(0.0, [1]) == [1]
    policy.changed(0.3, 1, Expression.HAPPY)
    policy.changed(0.8, 1, Expression.NEUTRAL)
    assert policy.due(0.9, [1]) == policy.due(1.4, [1]) == []


def test_what_the_user_learned_otherwise_is_not_told_again() -> None:
    policy = CuePolicy(CuePreferences())
    policy.known(1, None)
    policy.changed(1.0, 1, None)
    assert policy.due(1.0, [1]) == []


def test_what_waits_is_dropped_when_the_user_learns_otherwise() -> None:
    policy = CuePolicy(CuePreferences())
    policy.changed(0.0, 1, Expression.HAPPY)
    policy.known(1, None)
    assert policy.due(0.1, [1]) == []


def test_a_face_that_may_not_be_told_of_waits_until_it_is_stale() -> None:
    policy = CuePolicy(CuePreferences())
    policy.changed(0.0, 1, Expression.HAPPY)
    assert policy.due(0.1, []) == []
    assert policy.due(1.0, [1]) == [1]
    policy.changed(5.0, 1, Expression.SAD)
    assert policy.due(5.0 + STALE + 0.01, [1]) == []
