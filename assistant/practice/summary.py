"""What a learner's answers say: figures for charts, tables for a screen reader, sentences for the ear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from assistant.expressions import EXPRESSIONS, Expression
from assistant.messages import joined, say
from assistant.practice.behaviours import BEHAVIOURS, SUBJECTS, S, Subject
from assistant.practice.cards import NAMING, Answer, Kind
from assistant.practice.explain import Word
from assistant.practice.thresholds import Threshold

_KNOWN_WITHIN = 0.12
"""A threshold is told once its posterior's standard deviation is below this share of the dial."""

_OFTEN = 2
"""A confusion is told once it happened so often."""

_TOLD = 3
"""No more confusions than these are told at once."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a screen reader walks it: each row begins with its heading."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers, and how many of them were right."""

    right: int
    answers: int

    @property
    def share(self) -> float:
        """Share of right answers, 0 to 1."""
        return self.right / self.answers


def accuracy(answers: Iterable[Answer], subjects: Sequence[S]) -> dict[S, Tally]:
    """How each of the `subjects` that was asked for was recognised, in their order."""
    asked, right = Counter[Subject](), Counter[Subject]()
    for answer in _recognising(answers):
        asked[answer.expression] += 1
        right[answer.expression] += answer.right
    return {each: Tally(right[each], asked[each]) for each in subjects if asked[each]}


def accuracy_by_day(
    answers: Iterable[Answer], zone: tzinfo | None, subjects: Sequence[S]
) -> dict[date, dict[S, Tally]]:
    """The accuracy of each day on which any of the `subjects` was to be recognised.

    Days are those of the learner's time zone; None is this computer's, with summer time.
    """
    days: dict[date, list[Answer]] = {}
    for answer in (each for each in _recognising(answers) if each.expression in subjects):
        days.setdefault(_day(answer, zone), []).append(answer)
    return {day: accuracy(given, subjects) for day, given in sorted(days.items())}


def confusions(answers: Iterable[Answer]) -> Counter[tuple[Subject, Subject]]:
    """How often each expression or behaviour was taken for which, itself included."""
    return Counter((each.expression, each.chosen) for each in answers if each.chosen and each.kind in NAMING)


def accuracy_table(
    answers: Iterable[Answer], zone: tzinfo | None, word: Word, subjects: Sequence[Subject] = EXPRESSIONS
) -> Table:
    """Accuracy of each of the `subjects`, all expressions or all behaviours, on each day."""
    days = accuracy_by_day(answers, zone, subjects)
    return Table(
        _title("accuracy", subjects),
        (say("progress.day"), *map(word, subjects)),
        tuple((day.isoformat(), *(_share(row.get(each)) for each in subjects)) for day, row in days.items()),
    )


def confusion_table(answers: Iterable[Answer], word: Word, subjects: Sequence[Subject] = EXPRESSIONS) -> Table:
    """How often each of the `subjects`, a row, was taken for which, a column."""
    counts = confusions(answers)
    return Table(
        _title("confusions", subjects),
        (say("progress.shown"), *map(word, subjects)),
        tuple((word(shown), *(str(counts[shown, each]) for each in subjects)) for shown in subjects),
    )


def threshold_table(thresholds: Mapping[S, Threshold], word: Word) -> Table:
    """How strongly each of the subjects must be shown until the learner recognises it, as far as it is known."""
    return Table(
        say("progress.thresholds"),
        (say("progress.expression"), say("progress.threshold")),
        tuple((word(shown), _threshold(threshold)) for shown, threshold in thresholds.items()),
    )


def spoken_session(answers: Sequence[Answer], word: Word, broken: int) -> str:
    """What a session brought, without figures that could feel like a mark.

    Args:
        answers: of this session.
        word: how the deck calls an expression.
        broken: how many pictures could not be read.
    """
    told = [say("progress.session", count=len(answers))]
    clear = [word(each) for each, tally in accuracy(answers, SUBJECTS).items() if tally.right == tally.answers]
    if clear:
        told.append(say("progress.session_clear", expressions=joined(", ", clear)))
    told += _told_confusions(answers, word, at_least=1)
    if broken:
        told.append(say("progress.broken", count=broken))
    return joined(" ", told)


def spoken_progress(
    answers: Sequence[Answer], thresholds: Mapping[S, Threshold], zone: tzinfo | None, word: Word
) -> str:
    """All that was learnt so far, a line for each: how much, what is seen well, what is confused, the thresholds."""
    if not answers:
        return say("progress.nothing")
    days = {_day(answer, zone) for answer in answers}
    told = [say("progress.so_far", count=len(answers), days=len(days))]
    told += [
        say("progress.recognised", expression=word(each), right=tally.right, count=tally.answers)
        for each, tally in accuracy(answers, EXPRESSIONS).items()
    ]
    told += [
        say("progress.recognised_movement", movement=word(each), right=tally.right, count=tally.answers)
        for each, tally in accuracy(answers, BEHAVIOURS).items()
    ]
    told += _told_confusions(answers, word, at_least=_OFTEN)
    told += [
        say("progress.threshold_spoken", expression=word(each), threshold=_threshold(threshold))
        for each, threshold in thresholds.items()
        if threshold.uncertainty <= _KNOWN_WITHIN
    ]
    return joined("\n", told)


def _day(answer: Answer, zone: tzinfo | None) -> date:
    return answer.time.astimezone(zone).date()


def _recognising(answers: Iterable[Answer]) -> Iterable[Answer]:
    return (answer for answer in answers if answer.kind != Kind.STRENGTH)


def _told_confusions(answers: Iterable[Answer], word: Word, at_least: int) -> list[str]:
    counts = {pair: count for pair, count in confusions(answers).most_common() if len(set(pair)) == 2}
    often = [pair for pair, count in counts.items() if count >= at_least]
    return [_confusion(shown, word(shown), word(chosen)) for shown, chosen in often[:_TOLD]]


def _title(figures: str, subjects: Sequence[Subject]) -> str:
    return say(f"progress.{figures}" if Expression.NEUTRAL in subjects else f"progress.{figures}_movements")


def _confusion(shown: Subject, name: str, other: str) -> str:
    if isinstance(shown, Expression):
        return say("progress.often_taken", expression=name, other=other)
    return say("progress.often_taken_movement", movement=name, other=other)


def _share(tally: Tally | None) -> str:
    return say("progress.share", percent=round(100 * tally.share), count=tally.answers) if tally else ""


def _threshold(threshold: Threshold) -> str:
    if threshold.uncertainty > _KNOWN_WITHIN:
        return say("progress.not_known_yet")
    if threshold.estimate > 1:
        return say("progress.beyond_full")
    return say("progress.percent", percent=round(100 * threshold.estimate))
