"""One session on the screen and in the ear, from its first card to its last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from assistant.errors import DeckError
from assistant.expressions import Expression
from assistant.messages import joined, say
from assistant.practice.behaviours import Behaviour
from assistant.practice.cards import BY_EAR, MOVING, Card, DrawnFace, Face, Kind, Photograph
from assistant.practice.decks import Deck
from assistant.practice.portraits import phases
from assistant.practice.session import Plan, Session
from assistant.ui.practice.card import CardView
from assistant.ui.practice.images import FaceImages, Motion
from assistant.ui.practice.mirror import CameraMirror


class Round(QObject):
    """Takes the learner's keys to the session, and what the session holds to the view.

    Args:
        view: shows the cards.
        mirror: follows the camera on mirror cards.

    Signals:
        said: what there is to say.
        over: there is no card left.
    """

    said = Signal(str)
    over = Signal()

    def __init__(self, view: CardView, mirror: CameraMirror) -> None:
        super().__init__()
        self._still = False
        self._view, self._mirror = view, mirror
        self._images, self._motion = FaceImages(), Motion()
        self._motion.frame.connect(view.faces.replace_face)
        mirror.neared.connect(view.show_nearness)
        mirror.remarked.connect(view.show_description)
        mirror.remarked.connect(self.said)
        self._session: Session | None = None
        self._asking = False
        view.ending.kept.connect(self._stay)

    def reduce_motion(self, still: bool) -> None:
        """Whether faces move only when that is asked for, and are shown as still ones until then."""
        starts, self._still = still and not self._still, still
        if starts and self._motion.running and self.session and self.session.card:
            self._motion.stop()
            self._move(self.session.card)

    def begin(self, session: Session, deck: Deck, plan: Plan, *, kept: bool) -> None:
        """Show the first card; `kept` says whether the answers outlive the program."""
        self._session, self._deck, self._plan, self._kept = session, deck, plan, kept
        if self._asking:
            self._stop_asking()
        self._show()

    @property
    def session(self) -> Session | None:
        """The session at hand, None where there is none."""
        return self._session if self._session and self._session.card else None

    @property
    def ended(self) -> tuple[Session, Deck]:
        """The session that is over, and its deck."""
        assert self._session is not None
        return self._session, self._deck

    def answer(self, choice: int) -> None:
        """Answer with the choice of that index."""
        if self.session and not self.session.feedback and not self._asking:
            self.session.answer(choice, _now())
            if self.session.feedback:
                self._show()

    def go_on(self) -> None:
        """Show the next card once this one is answered; say again what is asked where it is not."""
        session = self.session
        if self._asking:
            self._stay()
        elif session and session.card and (session.feedback or not session.card.choices):
            session.go_on(_now())
            self._show()
        else:
            self.repeat()

    def skip(self) -> None:
        """Show another card."""
        if self.session and not self._asking:
            self.session.skip(_now())
            self._show()

    def describe(self) -> None:
        """Put the faces into words."""
        if self.session and self.session.card and not self._asking:
            if not self.session.feedback:
                self.session.describe()
                self._describe(self.session.card)
            self.said.emit(self.session.spoken)

    def repeat(self) -> None:
        """Say once more what there is to hear."""
        if self.session:
            self.said.emit(self._view.ending.words.text() if self._asking else self.session.spoken)

    def replay(self) -> None:
        """Show the movement, for the first time or once more."""
        if self.session and self.session.card and not self.session.feedback and not self._asking:
            self._play(self.session.card)

    def leave(self) -> None:
        """Ask whether to end here; asked twice, end: whatever was answered was recorded at once."""
        if not self.session:
            return
        if self._asking:
            self.session.finish()
            self._show()
            self._stop_asking()  # of a card that is out of view by now: the focus goes to the end at once
            return
        self._asking = True
        question = say("practicepage.ask_end" if self._kept else "practicepage.ask_end_not_kept")
        self._view.ask_end(question)
        self.said.emit(question)

    def pause(self) -> None:
        """Let the camera and the movement rest while another page is shown."""
        self._motion.stop()
        self._mirror.end()

    def resume(self) -> None:
        """Go on where it was left."""
        session = self.session
        if session and session.card and not session.feedback:
            # A movement was stopped half-way.
            self._move(session.card)
            self._reflect(session.card)

    def close(self) -> None:
        """Stop the timers and the mirror, and let go of an open zip: it may be replaced, or its drive removed."""
        self.pause()
        self._images.close()

    def _stay(self) -> None:
        self._stop_asking()
        self.repeat()

    def _stop_asking(self) -> None:
        self._asking = False
        self._view.stop_asking()

    def _show(self) -> None:
        session = self._session
        assert session is not None
        self._motion.stop()
        while session.card:
            shown = self._show_feedback(session) if session.feedback else self._show_card(session)
            if shown:
                if not session.feedback:
                    self._reflect(session.card)
                self.said.emit(session.spoken)
                return
        self.close()
        self.over.emit()

    def _show_card(self, session: Session) -> bool:
        card = session.card
        assert card is not None
        faces = () if card.kind in BY_EAR else card.faces
        images = self._pictures(session, faces)
        if images is None:
            return False
        key = "practicepage.position" if self._plan.length else "practicepage.position_open"
        position = say(key, number=session.position, count=self._plan.length)
        self._view.show_card(card, position, images, self._captions(card))
        if session.described or card.kind in BY_EAR:
            self._describe(card)
        self._move(card)
        return True

    def _show_feedback(self, session: Session) -> bool:
        assert session.card is not None
        assert session.feedback is not None
        text = session.feedback.text
        for faces in (session.feedback.beside or session.card.faces, session.card.faces):
            images = self._pictures(session, faces)
            if images is not None:
                self._view.show_feedback(text, images, [self._deck.word(face.subject) for face in faces])
                return True
            if not session.card:
                return False
        # What was just seen cannot be read any more; what there is to say of it can.
        self._view.show_feedback(text, [], [])
        return True

    def _pictures(self, session: Session, faces: Sequence[Face]) -> list[QImage] | None:
        """The pictures, or None where one cannot be read; the session has gone on without it then."""
        images = []
        for face in faces:
            try:
                images.append(self._images.of(face))
            except DeckError:
                assert isinstance(face, Photograph)
                session.drop(face, _now())
                return None
        return images

    def _captions(self, card: Card) -> list[str]:
        if card.kind in (Kind.PICK, Kind.SAME):
            return [say("practice.face", number=number) for number in range(1, len(card.faces) + 1)]
        return [self._deck.word(card.expression)] if card.kind in (Kind.BROWSE, Kind.HEADS, Kind.MIRROR) else []

    def _describe(self, card: Card) -> None:
        self._view.show_description(joined("\n", card.descriptions))

    def _move(self, card: Card) -> None:
        face = _moving(card)
        if face is None:
            return
        self._view.replay.show()
        if self._still:
            moments = phases(face)
            words = [say("practicepage.moment", number=number) for number in range(1, len(moments) + 1)]
            if card.kind is Kind.CHANGE:
                words = [say("practicepage.before"), say("practicepage.after")]
            self._view.faces.show_faces([self._images.of(face, moment) for moment in moments], words)
            self._view.replay.setText(say("practicepage.play"))
        else:
            self._play(card)

    def _play(self, card: Card) -> None:
        face = _moving(card)
        if face is not None:
            self._view.faces.show_faces([self._images.of(face, 0.0)], self._captions(card))
            self._view.replay.setText(say("practicepage.replay"))
            self._motion.play(face)

    def _reflect(self, card: Card) -> None:
        if card.kind is Kind.MIRROR:
            self._view.show_nearness(0.0)
            assert isinstance(card.expression, Expression), "the mirror is about expressions"
            self._mirror.begin(card.expression, self._deck.word)
        else:
            self._mirror.end()


def _moving(card: Card) -> DrawnFace | None:
    """The face that moves, None where the card shows none."""
    face = card.faces[0]
    moves = card.kind in MOVING and card.expression is not Behaviour.TOWARD
    return face if isinstance(face, DrawnFace) and moves else None


def _now() -> datetime:
    return datetime.now(UTC)
