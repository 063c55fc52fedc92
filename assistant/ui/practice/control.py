"""Practice in the window: choosing what to practise, the session, its end, and the way between them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant.errors import AssistantError
from assistant.messages import joined, say
from assistant.practice import summary
from assistant.practice.cards import Kind
from assistant.practice.decks import Deck, DrawnDeck, PictureDeck
from assistant.practice.picture_folders import open_deck
from assistant.practice.quiz import kinds_for
from assistant.practice.scheduling import Learner
from assistant.practice.session import Session
from assistant.ui.controllers.reading import Reading
from assistant.ui.practice.card import MOST_CHOICES
from assistant.ui.practice.mirror import CameraMirror
from assistant.ui.practice.page import PracticePage
from assistant.ui.practice.records import Records
from assistant.ui.practice.round import Round
from assistant.ui.shell import files

_ZIPS = frozenset({".zip"})


class Practice(QObject):
    """Connects the practice page to sessions, decks and progress.

    Args:
        page: shows everything.
        path: of the file that keeps the progress.
        reading: reads the camera for the mirror.
        lend_camera: begins to read the user's camera.

    Attributes:
        handlers: what to do for each command of the page, by its id.

    Signals:
        answered: what there is to say.
        hinted: what the help of the focus says as well, so that screen readers read it by themselves.
        failed: the sentence that says what is wrong with the file of progress.
    """

    answered = Signal(str)
    hinted = Signal(str)
    failed = Signal(object)

    def __init__(self, page: PracticePage, path: Path, reading: Reading, lend_camera: Callable[[], None]) -> None:
        super().__init__()
        self._page = page
        self._mirror = CameraMirror(reading, lend_camera)
        self._records = Records(page.progress, path)
        self._round = Round(page.card, self._mirror)
        self._decks: list[Deck] = [DrawnDeck()]
        self._deck = 0
        self._mirror_allowed = True
        self._learner = ""
        self._noticed = ""
        self.handlers = self._handlers()
        page.asked.connect(lambda command: self.handlers[command]())
        page.shown.connect(self._on_shown)
        page.start.begin_wanted.connect(self._guarded(self._begin))
        page.start.progress_wanted.connect(self._guarded(self._show_progress))
        page.start.deck_chosen.connect(self._use_deck)
        page.start.folder_wanted.connect(self._choose_folder)
        page.start.zip_wanted.connect(self._choose_zip)
        page.end.again.clicked.connect(self._show_start)
        page.end.progress.clicked.connect(self._guarded(self._show_progress))
        page.progress.back.connect(self._show_start)
        self._records.answered.connect(self.answered)
        self._records.emptied.connect(self._forget)
        self._round.said.connect(self.answered)
        self._round.over.connect(self._on_over)

    @property
    def mirroring(self) -> bool:
        """Whether the camera is a mirror now, with words of its own."""
        return self._mirror.active

    def reduce_motion(self, still: bool) -> None:
        """Whether nothing is to move by itself."""
        self._round.reduce_motion(still)

    def allow_mirror(self, allowed: bool) -> None:
        """Whether the camera may be a mirror, which reads expressions."""
        if allowed is not self._mirror_allowed:
            self._mirror_allowed = allowed
            self._use_deck(self._deck)

    def offer(self, deck: Deck) -> None:
        """Take a deck into the choice, and choose it."""
        self._decks.append(deck)
        self._use_deck(len(self._decks) - 1)
        words = joined(" ", (say("practicepage.deck_now", deck=deck.title), *deck.notices))
        self._page.show_notice(words)
        self.answered.emit(words)

    def close(self) -> None:
        """End the session and close the progress."""
        self._round.close()
        self._records.close()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        answers: dict[str, Callable[[], object]] = {
            f"answer_{number}": self._guarded(partial(self._round.answer, number - 1))
            for number in range(1, MOST_CHOICES + 1)
        }
        return answers | {
            "next_card": self._guarded(self._next),
            "skip_card": self._round.skip,
            "describe_card": self._round.describe,
            "repeat_card": self._repeat,
            "replay_face": self._round.replay,
            "end_practice": self._round.leave,
        }

    def _begin(self) -> None:
        wish = self._page.start.wish
        self._learner = self._records.progress.add_learner(wish.learner)
        deck = self._decks[wish.deck]
        session = Session(
            deck,
            Learner(self._records.progress.answers(self._learner)),
            wish.plan,
            partial(self._records.progress.record, self._learner),
            seed=time.time_ns(),
            now=datetime.now(UTC),
        )
        self._page.show_card()
        self._round.begin(session, deck, wish.plan, kept=self._records.progress.keeps)

    def _next(self) -> None:
        if self._page.view is self._page.start:
            self._begin()
        elif self._page.view is self._page.card:
            self._round.go_on()
        else:
            self._show_start()

    def _repeat(self) -> None:
        view = self._page.view
        if view is self._page.card:
            self._round.repeat()
        elif view is self._page.end:
            self.answered.emit(self._page.end.words.text())
        elif view is self._page.progress:
            self.answered.emit(self._page.progress.spoken.text())
        else:
            self.answered.emit(self._page.start.hint.text())

    def _on_over(self) -> None:
        words = _what_it_brought(*self._round.ended, kept=self._records.progress.keeps)
        self._page.show_end(words)
        self.answered.emit(words)

    def _show_start(self) -> None:
        self._page.show_start()
        self._fill_start()
        self.hinted.emit(self._page.start.hint.text())

    def _show_progress(self) -> None:
        learner = self._page.start.wish.learner if self._page.view is self._page.start else self._learner
        self._learner = learner
        self._fill_progress()
        self._page.show_progress()
        self.answered.emit(self._page.progress.spoken.text())

    def _fill_progress(self) -> None:
        self._records.show(self._learner, self._decks[self._deck].word)

    def _forget(self) -> None:
        """What was learnt is deleted."""
        self._learner = ""
        self._page.show_start()
        self._fill_start()

    def _on_shown(self, shown: bool) -> None:
        if self._page.view is self._page.start:
            if shown:
                self._guarded(self._fill_start)()
            else:
                self._learner = self._page.start.wish.learner
        elif not shown:
            self._round.pause()
        else:
            self._round.resume()

    def _fill_start(self) -> None:
        self._use_deck(self._deck)
        self._page.start.show_learners(self._records.progress.learners(), self._learner)
        if notice := self._records.notice:
            self._page.show_notice(notice)
            if notice is not self._noticed:  # each opening of the file has its own
                # As an error, for the name of the page would cut an answer short.
                self._noticed = notice
                self.failed.emit(notice)

    def _use_deck(self, index: int) -> None:
        self._deck = index
        titles = [deck.title for deck in self._decks]
        kinds = [kind for kind in kinds_for(self._decks[index]) if self._mirror_allowed or kind is not Kind.MIRROR]
        self._page.start.show_decks(titles, index, kinds)

    def _choose_folder(self) -> None:
        chosen = files.choose_folder(self._page.window(), say("practicepage.folder"))
        if chosen:
            self._guarded(partial(self._open, chosen))()

    def _choose_zip(self) -> None:
        for path in files.choose(self._page.window(), say("practicepage.zips"), _ZIPS)[:1]:
            self._guarded(partial(self._open, path))()

    def _open(self, path: Path) -> None:
        self.offer(open_deck(path))

    def _guarded(self, act: Callable[[], object]) -> Callable[[], None]:
        """Show and say what is wrong in place of doing it."""

        def guarded() -> None:
            self._page.show_notice("")
            try:
                act()
            except AssistantError as error:
                self._page.show_notice(error.sentence)
                self.answered.emit(error.sentence)

        return guarded


def _what_it_brought(session: Session, deck: Deck, *, kept: bool) -> str:
    broken = deck.broken if isinstance(deck, PictureDeck) else 0
    told = summary.spoken_session(session.answers, deck.word, broken)
    over = say("practicepage.over" if kept else "practicepage.over_not_kept")
    return joined(" ", (session.notice or over, told))
