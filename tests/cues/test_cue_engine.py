from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.cues.cue_engine import CueEngine
from assistant.cues.partner import TAKEOVER_TIME
from assistant.cues.policy import MINUTE
from assistant.cues.preferences import CuePreferences, Delivery, Verbosity
from assistant.events import (
    Channel,
    CueEvent,
    Event,
    ExpressionEvent,
    FaceEvent,
    FaceReading,
    NoticeEvent,
    Priority,
    Trouble,
)
from assistant.expressions import EXPRESSIONS, Expression
from tests.helpers.streams import FRAME_SIZE, NoisyFace, Stretch, frame_times, play, reading, sure

ABSTAIN = (0.4,) * 7
SMILE = [Stretch(Expression.NEUTRAL, 2.0), Stretch(Expression.HAPPY, 2.0), Stretch(Expression.NEUTRAL, 2.0)]


def engine(**chosen: object) -> CueEngine:
    return CueEngine(CuePreferences(**chosen), ABSTAIN)  # type: ignore[arg-type] # any of its options


def of_kind(events: Sequence[Event], kind: type) -> list:
    return [event for event in events if isinstance(event, kind)]


def observe_all(subject: CueEngine, frames: Sequence[Sequence[FaceReading]], fps: float = 10.0) -> list[Event]:
    return [e for n, frame in enumerate(frames) for e in subject.observe(n / fps, frame, FRAME_SIZE)]


def test_a_smile_is_told_as_a_change_and_back() -> None:
    events = play(engine(), NoisyFace(SMILE, confidence=0.9, noise=0.2), frame_times(6.0, 30))
    assert [e.state for e in of_kind(events, FaceEvent)] == ["appeared"]
    expected = [Expression.NEUTRAL, Expression.HAPPY, Expression.NEUTRAL]
    assert [e.expression for e in of_kind(events, ExpressionEvent)] == expected
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks neutral", "looks happy", "looks neutral"]


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_the_same_readings_give_the_same_events(seed: int) -> None:
    face = NoisyFace(SMILE, seed)
    first, second = (play(engine(), face, frame_times(6.0, 15)) for _ in range(2))
    assert first == second


@settings(max_examples=20)
@given(st.integers(0, 1000), st.integers(1, 6), st.sampled_from([5, 10, 30]))
def test_cues_of_any_face_keep_the_budget_and_tell_changes_only(seed: int, per_minute: int, fps: int) -> None:
    noisy = NoisyFace([Stretch(e, 1.7) for e in [*EXPRESSIONS] * 3], seed, confidence=0.5, noise=1.5)
    events = play(engine(per_minute=per_minute), noisy, frame_times(noisy.seconds, fps))
    cues = of_kind(events, CueEvent)
    said = [cue for cue in cues if Channel.SPEECH in cue.channels]
    for cue in said:
        assert sum(cue.time <= other.time < cue.time + MINUTE for other in said) <= per_minute
    for a, b in itertools.pairwise(cues):
        assert a.expression != b.expression or (Channel.SPEECH in b.channels and Channel.SPEECH not in a.channels)


def test_a_used_up_minute_leaves_no_wrong_word_standing() -> None:
    face = NoisyFace([Stretch(Expression.HAPPY, 3.0), Stretch(Expression.SAD, 3.0)], 0)
    cues = of_kind(play(engine(per_minute=1), face, frame_times(6.0, 15)), CueEvent)
    assert [(cue.expression, Channel.SPEECH in cue.channels) for cue in cues] == [
        (Expression.HAPPY, True),
        (Expression.SAD, False),
    ]
    assert cues[1].channels == {Channel.EARCON, Channel.LABEL}
    silent = engine(per_minute=1, channels=frozenset({Channel.SPEECH}))
    cues = of_kind(play(silent, face, frame_times(6.0, 15)), CueEvent)
    assert [cue.text for cue in cues] == ["maybe happy", "looks different now"]


def test_no_face_is_said_once() -> None:
    events = observe_all(engine(), [[]] * 200)
    assert [type(e) for e in events] == [NoticeEvent]
    assert events[0].time == pytest.approx(1.0)


def test_a_slip_of_the_detector_is_nobody() -> None:
    slip = [[], [reading(1, sure(Expression.ANGRY))], *[[]] * 20, [reading(2, sure(Expression.ANGRY))]]
    subject = engine()
    events = [*observe_all(subject, slip), *subject.finish()]
    assert not of_kind(events, FaceEvent)
    assert not of_kind(events, ExpressionEvent)
    assert len(of_kind(events, NoticeEvent)) == 1


def test_a_face_that_leaves_is_told_of_once_and_the_view_is_empty() -> None:
    subject = engine()
    events = observe_all(subject, [[reading(1, sure(Expression.HAPPY))]] * 20 + [[]] * 40)
    assert [e.state for e in of_kind(events, FaceEvent)] == ["appeared", "left"]
    assert subject.stable == {}
    assert subject.partner is None
    assert [e.text for e in of_kind(events, NoticeEvent)] == ["No face in view."]
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks happy"]


def test_a_dark_picture_is_said_in_place_of_no_face() -> None:
    subject = engine()
    events = [e for n in range(50) for e in subject.observe(n / 10, [], FRAME_SIZE, Trouble.DARK_PICTURE)]
    assert [e.text for e in of_kind(events, NoticeEvent)] == [
        "The picture is dark: is there light, and is the lens free?"
    ]


def test_a_face_is_in_view_until_it_has_left_however_often_the_detector_misses_it() -> None:
    subject = engine()
    observe_all(subject, [[reading(1, sure(Expression.HAPPY))]] * 20 + [[]] * 5)
    assert [face.face for face in subject.in_view] == [1]
    assert [face.probabilities for face in subject.in_view] == [sure(Expression.HAPPY)]
    for n in range(25, 40):
        subject.observe(n / 10, [], FRAME_SIZE)
    assert subject.in_view == ()


def test_no_face_is_said_a_second_after_the_last_was_seen() -> None:
    events = observe_all(engine(), [[reading(1, sure(Expression.HAPPY))]] * 20 + [[]] * 40)
    assert [e.time for e in of_kind(events, NoticeEvent)] == [pytest.approx(3.0)]


def test_a_trouble_is_said_once_and_makes_the_face_unsure_without_a_cue() -> None:
    dark = [reading(1, None, trouble=Trouble.TOO_DARK)]
    events = observe_all(engine(), [[reading(1, sure(Expression.HAPPY))]] * 20 + [dark] * 300)
    assert [e.text for e in of_kind(events, NoticeEvent)] == ["It is too dark to read the face."]
    assert [e.expression for e in of_kind(events, ExpressionEvent)] == [Expression.HAPPY, None]
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks happy"]


def test_after_a_trouble_the_expression_is_told_again() -> None:
    fair, dark = [reading(1, sure(Expression.HAPPY))], [reading(1, None, trouble=Trouble.BLURRED)]
    events = observe_all(engine(), [fair] * 20 + [dark] * 30 + [fair] * 20)
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks happy", "looks happy"]


def test_doubt_is_told_in_words() -> None:
    maybe = observe_all(engine(), [[reading(1, sure(Expression.HAPPY, 0.6))]] * 30)
    assert [e.text for e in of_kind(maybe, CueEvent)] == ["maybe happy"]
    unsure = observe_all(engine(), [[reading(1, sure(Expression.HAPPY, 0.3))]] * 30)
    assert [e.text for e in of_kind(unsure, CueEvent)] == ["can't tell"]


def test_someone_who_walks_past_does_not_become_the_partner() -> None:
    steps = round(TAKEOVER_TIME * 10) - 3
    stay = reading(1, sure(Expression.NEUTRAL))
    passing = [[stay, reading(2, sure(Expression.ANGRY), x=640 * n / steps, size=200.0)] for n in range(steps)]
    subject = engine()
    events = observe_all(subject, [[stay]] * 20 + passing + [[stay]] * 30)
    assert subject.partner == 1
    assert {e.face for e in of_kind(events, CueEvent)} == {1}
    assert [e.state for e in of_kind(events, FaceEvent)] == ["appeared", "appeared", "left"]


def test_a_new_partner_is_told_of() -> None:
    first, second = reading(1, sure(Expression.HAPPY), size=60.0), reading(2, sure(Expression.HAPPY), size=150.0)
    subject = engine()
    events = observe_all(subject, [[first]] * 20 + [[first, second]] * 40)
    assert subject.partner == 2
    assert [(e.face, e.text) for e in of_kind(events, CueEvent)] == [
        (1, "looks happy"),
        (2, "someone else: looks happy"),
    ]


def test_whoever_is_left_when_the_partner_goes_is_someone_else() -> None:
    partner, poster = (
        reading(1, sure(Expression.NEUTRAL), size=140.0),
        reading(2, sure(Expression.HAPPY), x=100, size=60),
    )
    events = observe_all(engine(), [[partner, poster]] * 20 + [[poster]] * 30)
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks neutral", "someone else: looks happy"]


def test_a_partner_who_comes_back_under_another_number_is_nobody_else() -> None:
    before, after = reading(1, sure(Expression.NEUTRAL)), reading(2, sure(Expression.HAPPY), x=60)
    events = observe_all(engine(), [[before]] * 20 + [[after]] * 30)
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks neutral", "looks happy"]


def test_nobody_is_told_in_place_of_a_partner_whose_face_is_hidden_for_a_moment() -> None:
    partner, behind = reading(1, sure(Expression.HAPPY), size=140.0), reading(2, sure(Expression.ANGRY), x=100, size=40)
    events = observe_all(engine(), [[partner, behind]] * 20 + [[behind]] * 12 + [[partner, behind]] * 20)
    assert [(e.face, e.text) for e in of_kind(events, CueEvent)] == [(1, "looks happy")]


def test_what_was_told_before_a_notice_is_told_again_when_the_face_is_read_again() -> None:
    fair = [reading(1, sure(Expression.HAPPY))]
    away = [reading(1, None, trouble=Trouble.TURNED_AWAY)]
    events = observe_all(engine(), [fair] * 20 + [away] * 12 + [fair] * 20)
    told = [e for e in events if isinstance(e, CueEvent | NoticeEvent)]
    assert [e.text for e in told] == ["looks happy", "The face is turned away.", "looks happy"]


def test_a_new_partner_who_is_turned_away_is_noticed_and_not_called_unsure() -> None:
    first, second = reading(1, sure(Expression.HAPPY)), reading(2, sure(Expression.HAPPY, 0.3), x=60.0, size=70.0)
    away = reading(2, None, x=60.0, size=70.0, trouble=Trouble.TURNED_AWAY)
    events = observe_all(engine(), [[first, second]] * 30 + [[away]] * 40)
    told = [e for e in events if isinstance(e, CueEvent | NoticeEvent)]
    assert [e.text for e in told] == ["looks happy", "The face is turned away."]


def test_strong_verbosity_says_in_words_what_becomes_certain_later() -> None:
    faint, clear = ([reading(1, sure(Expression.HAPPY, p))] for p in (0.6, 0.95))
    events = observe_all(engine(verbosity=Verbosity.STRONG), [faint] * 20 + [clear] * 40)
    told = [(e.text, Channel.SPEECH in e.channels) for e in of_kind(events, CueEvent)]
    assert told == [("maybe happy", False), ("looks happy", True)]


def test_who_was_told_by_place_is_told_afresh_as_the_partner() -> None:
    first, second = reading(1, sure(Expression.NEUTRAL)), reading(2, sure(Expression.HAPPY), x=60.0, size=70.0)
    events = observe_all(engine(others=True), [[first, second]] * 20 + [[second]] * 20)
    assert [e.text for e in of_kind(events, CueEvent)] == [
        "looks neutral",
        "left: looks happy",
        "someone else: looks happy",
    ]


def test_others_are_told_by_place_when_wanted() -> None:
    frame = [reading(1, sure(Expression.NEUTRAL)), reading(2, sure(Expression.HAPPY), x=60.0, size=70.0)]
    silent, telling = (observe_all(engine(others=others), [frame] * 30) for others in (False, True))
    assert [e.text for e in of_kind(silent, CueEvent)] == ["looks neutral"]
    assert [e.text for e in of_kind(telling, CueEvent)] == ["looks neutral", "left: looks happy"]
    partner, other = of_kind(telling, CueEvent)
    assert other.pan == pytest.approx(2 * 60 / 640 - 1)
    assert (partner.priority, other.priority) == (Priority.CUE, Priority.HINT)


@pytest.mark.parametrize(
    ("verbosity", "spoken"),
    [(Verbosity.STRONG, [False, True, False]), (Verbosity.CHANGES, [True] * 3)],
)
def test_verbosity_decides_about_words_alone(verbosity: Verbosity, spoken: list[bool]) -> None:
    cues = of_kind(
        play(engine(verbosity=verbosity), NoisyFace(SMILE, confidence=0.9, noise=0.2), frame_times(6.0, 30)),
        CueEvent,
    )
    assert [Channel.SPEECH in cue.channels for cue in cues] == spoken
    assert all({Channel.EARCON, Channel.LABEL} <= cue.channels for cue in cues)


def test_how_clearly_an_expression_is_shown_is_known_while_it_lasts() -> None:
    subject = engine()
    observe_all(subject, [[reading(1, sure(Expression.HAPPY, 0.6))]] * 2)
    assert subject.clarity == {}, "nothing is decided yet"
    for n, probability in ((2, 0.6), (40, 0.95)):
        for step in range(20):
            subject.observe((n + step) / 10, [reading(1, sure(Expression.HAPPY, probability))], FRAME_SIZE)
        assert subject.clarity == {1: pytest.approx(probability, abs=0.01)}


def test_without_certainty_strong_verbosity_says_no_words() -> None:
    frames = [[reading(1, sure(Expression.HAPPY, 0.6))]] * 15
    (cue,) = of_kind(observe_all(engine(verbosity=Verbosity.STRONG), frames), CueEvent)
    assert (cue.text, cue.channels) == ("maybe happy", {Channel.EARCON, Channel.LABEL})


def test_movements_are_named_where_they_are_measured() -> None:
    smiling = FaceReading(
        1, reading(1, None).found, sure(Expression.HAPPY), None, {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.7}
    )
    events = observe_all(engine(movements=Delivery.ON), [[smiling]] * 20)
    assert [e.text for e in of_kind(events, CueEvent)] == ["looks happy: smile"]


def test_a_change_that_was_held_back_while_the_face_was_hidden_is_told_with_what_it_shows_then() -> None:
    sad, happy = (
        FaceReading(1, reading(1, None).found, sure(expression), None, {"jawOpen": 0.8})
        for expression in (Expression.SAD, Expression.HAPPY)
    )
    events = observe_all(engine(movements=Delivery.ON), [[sad]] * 5 + [[happy]] * 6 + [[]] * 5 + [[happy]])
    cues = [(e.time, e.text) for e in of_kind(events, CueEvent)]
    assert cues == [(pytest.approx(0.4), "looks sad: open mouth"), (pytest.approx(1.6), "looks happy: open mouth")]


@given(st.frozensets(st.sampled_from(Channel)))
def test_a_channel_that_was_not_chosen_stays_silent(channels: frozenset[Channel]) -> None:
    cues = of_kind(observe_all(engine(channels=channels), [[reading(1, sure(Expression.HAPPY))]] * 15), CueEvent)
    assert [cue.channels for cue in cues] == [channels]


def test_preferences_can_change_in_mid_conversation() -> None:
    subject = engine()
    subject.preferences = CuePreferences(short=True)
    events = observe_all(subject, [[reading(1, sure(Expression.HAPPY))]] * 15)
    assert [e.text for e in of_kind(events, CueEvent)] == ["happy"]


def test_a_change_in_the_last_picture_is_not_lost() -> None:
    subject = engine()
    face = NoisyFace([Stretch(Expression.HAPPY, 2.0), Stretch(Expression.NEUTRAL, 0.07)], noise=0.2)
    during = play(subject, face, frame_times(face.seconds, 30))
    assert [e.expression for e in of_kind(during, ExpressionEvent)] == [Expression.HAPPY]
    assert [e.expression for e in of_kind(subject.finish(), ExpressionEvent)] == [Expression.NEUTRAL]


def test_before_the_first_frame_there_is_nothing_to_finish() -> None:
    assert engine().finish() == ()


def test_who_was_in_view_when_the_source_was_lost_has_left_and_is_told_of_afresh() -> None:
    subject = engine(others=True)
    smiles = [reading(1, sure(Expression.HAPPY)), reading(2, sure(Expression.HAPPY), x=60.0, size=70.0)]
    observe_all(subject, [smiles] * 15)
    assert [(e.time, e.face, e.state) for e in subject.forget_faces()] == [(1.4, 1, "left"), (1.4, 2, "left")]
    assert (subject.partner, subject.stable, subject.forget_faces(), subject.finish()) == (None, {}, (), ())
    again = [event for n in range(30) for event in subject.observe(10.0 + n / 10, smiles, FRAME_SIZE)]
    assert [e.state for e in of_kind(again, FaceEvent)] == ["appeared", "appeared"]
    assert [e.text for e in of_kind(again, CueEvent)] == ["looks happy", "left: looks happy"]


def test_a_source_that_is_back_has_time_to_show_a_face() -> None:
    subject = engine()
    subject.observe(0.0, [], FRAME_SIZE)
    subject.forget_faces()
    assert subject.observe(5.0, [], FRAME_SIZE) == ()


def test_thresholds_must_fit_the_expressions() -> None:
    with pytest.raises(ValueError, match="7 thresholds"):
        CueEngine(CuePreferences(), (0.4,))


def test_what_the_partner_looks_like_at_rest_is_neutral_once_the_user_says_so() -> None:
    subject = engine(doubtful=True)
    stern = tuple(0.62 if e is Expression.ANGRY else 0.3 if e is Expression.NEUTRAL else 0.016 for e in EXPRESSIONS)

    def told(start: float, seconds: float, probabilities: tuple[float, ...], face: int = 1) -> list[str]:
        times = [start + n / 10 for n in range(round(10 * seconds))]
        events = [e for now in times for e in subject.observe(now, [reading(face, probabilities)], FRAME_SIZE)]
        return [event.text for event in of_kind(events, CueEvent)]

    assert told(0.0, 3.0, stern) == ["maybe angry"]
    subject.preferences = CuePreferences(doubtful=True, at_rest=1)
    assert told(3.0, 3.0, stern) == ["maybe neutral"]
    subject.preferences = CuePreferences(doubtful=True, at_rest=1, short=True)
    assert told(6.0, 3.0, sure(Expression.ANGRY, 0.97)) == ["angry"]
    assert told(9.0, 3.0, stern) == ["maybe neutral"]
    gone = [e for n in range(30) for e in subject.observe(12 + n / 10, [], FRAME_SIZE)]
    assert [e.state for e in of_kind(gone, FaceEvent)] == ["left"]
    assert told(15.0, 3.0, stern, face=2) == ["maybe angry"], "it is forgotten with the face"
