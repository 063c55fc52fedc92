"""Every rule of the policy, held against random conversations."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from assistant.cues.policy import MINUTE, OTHERS_GAP, CuePolicy, Due, Shown
from assistant.cues.preferences import CuePreferences
from assistant.events import Channel
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
    words: bool = True


@dataclass
class Conversation:
    """Plays random stable changes, of face 1 as the partner and of face 2, and keeps what was told."""

    policy: CuePolicy
    now: float = 0.0
    shown: dict[int, Shown] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def play(self, moments: list[tuple[float, tuple[int, Expression | None] | None]]) -> list[Told]:
        for gap, change in moments:
            self.now += gap
            if change is not None:
                face, expression = change
                self.shown[face] = Shown(expression)
            due = self.policy.due(self.now, self.shown, partner=1)
            if due is not None:
                shown = self.shown[due.face].what
                self.told.append(Told(self.now, due.face, shown, words=not due.withdraws))
        return self.said

    @property
    def said(self) -> list[Told]:
        """What was told in words."""
        return [cue for cue in self.told if cue.words]


def due(policy: CuePolicy, now: float, expression: Expression | None, words: bool = True) -> bool:
    """Whether a cue of the partner goes out."""
    return policy.due(now, {1: Shown(expression, words)}, 1) == Due(1)


@given(preferences, conversations)
def test_what_lasts_is_told_in_the_end_and_silence_means_that_the_last_cue_holds(
    chosen: CuePreferences, moments: list
) -> None:
    conversation = Conversation(CuePolicy(chosen))
    conversation.play(moments)
    for _ in range(6):
        conversation.play([(MINUTE, None)])
    for face, shown in conversation.shown.items():
        assert [cue.expression for cue in conversation.said if cue.face == face][-1] == shown.what


@given(preferences, conversations)
def test_others_leave_half_of_a_minute_to_the_partner_and_wait_for_a_gap(chosen: CuePreferences, moments: list) -> None:
    told = Conversation(CuePolicy(chosen)).play(moments)
    for index, cue in enumerate(told):
        if cue.face == 2:
            before = [other for other in told[:index] if cue.time - MINUTE < other.time]
            assert sum(other.face == 2 for other in before) < (chosen.per_minute + 1) // 2
            assert all(cue.time - other.time >= OTHERS_GAP for other in before)


@given(preferences, conversations)
def test_a_face_rests_between_its_cues(chosen: CuePreferences, moments: list) -> None:
    conversation = Conversation(CuePolicy(chosen))
    conversation.play(moments)
    told = conversation.told
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
    assert due(policy, 0.0, None)
    policy.known(1, Expression.SAD)
    assert not due(policy, 1.0, None)
    assert due(policy, 2.0, Expression.HAPPY)


def test_even_a_single_cue_a_minute_may_be_cant_tell() -> None:
    assert due(CuePolicy(CuePreferences(per_minute=1)), 0.0, None)


def test_after_sixty_seconds_a_cue_no_longer_counts() -> None:
    policy = CuePolicy(CuePreferences(per_minute=1))
    moments = ((0.0, Expression.HAPPY), (59.0, Expression.SAD), (60.0, Expression.SAD))
    assert [due(policy, now, expression) for now, expression in moments] == [True, False, True]


@given(preferences, conversations)
def test_only_changes_are_told(chosen: CuePreferences, moments: list) -> None:
    conversation = Conversation(CuePolicy(chosen))
    conversation.play(moments)
    for face in FACES:
        told = [cue for cue in conversation.told if cue.face == face]
        for earlier, later in itertools.pairwise(told):
            assert earlier.expression != later.expression or (later.words and not earlier.words)


@given(conversations)
def test_without_limits_every_change_of_the_partner_is_told_at_once(moments: list) -> None:
    changes = [(gap, change if change and change[0] == 1 else None) for gap, change in moments]
    conversation = Conversation(CuePolicy(CuePreferences(per_minute=10_000, cooldown=0.0)))
    known = None
    for moment in changes:
        before = len(conversation.told)
        conversation.play([moment])
        shown = conversation.shown.get(1)
        assert (len(conversation.told) > before) == (shown is not None and shown != known)
        known = shown


def test_a_change_back_before_it_was_told_is_not_told() -> None:
    policy = CuePolicy(CuePreferences(cooldown=1.0))
    assert due(policy, 0.0, Expression.NEUTRAL)
    assert not due(policy, 0.3, Expression.HAPPY)
    assert not due(policy, 0.8, Expression.NEUTRAL)
    assert not due(policy, 1.4, Expression.NEUTRAL)


def test_what_a_long_rest_held_back_is_told_when_it_still_holds() -> None:
    policy = CuePolicy(CuePreferences(cooldown=10.0))
    assert due(policy, 0.0, Expression.NEUTRAL)
    assert not any(due(policy, now, Expression.HAPPY) for now in (2.0, 5.0, 9.9))
    assert due(policy, 10.0, Expression.HAPPY)


def test_a_rest_that_is_over_stays_over_when_later_ones_are_to_be_longer() -> None:
    policy = CuePolicy(CuePreferences(cooldown=1.0))
    assert due(policy, 0.0, Expression.NEUTRAL)
    assert not due(policy, 2.0, Expression.NEUTRAL)
    policy.preferences = CuePreferences(cooldown=10.0)
    assert due(policy, 3.0, Expression.HAPPY)
    assert not due(policy, 12.9, Expression.SAD)


def test_what_the_user_learned_otherwise_is_not_told_again() -> None:
    policy = CuePolicy(CuePreferences())
    policy.known(1, None)
    assert not due(policy, 1.0, None)


def test_words_that_were_not_said_at_the_change_are_said_once_when_they_are_wanted() -> None:
    policy = CuePolicy(CuePreferences(cooldown=0.0))
    assert due(policy, 0.0, Expression.HAPPY, words=False)
    assert due(policy, 1.0, Expression.HAPPY, words=True)
    assert not due(policy, 2.0, Expression.HAPPY, words=False)
    assert not due(policy, 3.0, Expression.HAPPY, words=True)


def test_the_partner_comes_first() -> None:
    policy = CuePolicy(CuePreferences())
    shown = {2: Shown(Expression.SAD), 1: Shown(Expression.HAPPY)}
    assert [policy.due(now, shown, 1) for now in (0.0, 0.1, OTHERS_GAP)] == [Due(1), None, Due(2)]


@given(preferences, conversations)
def test_what_was_said_of_the_partner_is_not_left_standing_when_it_no_longer_holds(
    chosen: CuePreferences, moments: list
) -> None:
    conversation = Conversation(CuePolicy(chosen))
    conversation.play(moments)
    # A little more: the difference of two times is rounded.
    conversation.play([(chosen.cooldown + 1e-6, None)])
    told = [cue.expression for cue in conversation.told if cue.face == 1]
    assert not told or told[-1] == conversation.shown[1].what


def test_a_used_up_minute_withdraws_by_sound_and_tells_in_the_first_free_moment() -> None:
    policy = CuePolicy(CuePreferences(per_minute=1, cooldown=0.0))
    moments = ((0.0, Expression.HAPPY), (1.0, Expression.SAD), (2.0, Expression.ANGRY), (3.0, Expression.ANGRY))
    told = [policy.due(now, {1: Shown(expression)}, 1) for now, expression in (*moments, (60.0, Expression.ANGRY))]
    assert told == [Due(1), Due(1, withdraws=True), Due(1, withdraws=True), None, Due(1)]


def test_without_sounds_it_is_said_once_that_the_word_no_longer_holds() -> None:
    words_alone = CuePreferences(channels=frozenset({Channel.SPEECH}), per_minute=1, cooldown=0.0)
    policy = CuePolicy(words_alone)
    moments = ((0.0, Expression.HAPPY), (1.0, Expression.SAD), (2.0, Expression.ANGRY), (60.0, Expression.ANGRY))
    told = [policy.due(now, {1: Shown(expression)}, 1) for now, expression in moments]
    assert told == [Due(1), Due(1, withdraws=True), None, Due(1)]
