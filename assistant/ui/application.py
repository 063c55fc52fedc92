"""The parts of the window, built and connected; each decision lies in one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from assistant.adapters.capture.cameras import cameras
from assistant.adapters.models.face_reader import FaceReader
from assistant.adapters.voices.chain import VoiceChain
from assistant.commands import Page, way
from assistant.messages import say
from assistant.ports import Output
from assistant.runtime.event_log import EventRecorder
from assistant.settings import Settings
from assistant.system import ending
from assistant.ui.controllers.about import About
from assistant.ui.controllers.adjusting import Adjusting
from assistant.ui.controllers.answers import Answers
from assistant.ui.controllers.appearance import Appearance
from assistant.ui.controllers.batch_saving import BatchSaving
from assistant.ui.controllers.camera_check import CameraCheck
from assistant.ui.controllers.captions import Captions
from assistant.ui.controllers.cue_preview import CuePreview
from assistant.ui.controllers.documents import Documents
from assistant.ui.controllers.global_mute import GlobalMute
from assistant.ui.controllers.hearing import HearingCheck
from assistant.ui.controllers.label_only import LabelOnly
from assistant.ui.controllers.language import Language
from assistant.ui.controllers.muting import Muting
from assistant.ui.controllers.navigation import Navigation
from assistant.ui.controllers.opening import Opening
from assistant.ui.controllers.photos import Photos
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.reporting import Reporting
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.speech_presenter import SpeechPresenter
from assistant.ui.controllers.startup import Beginning, Startup
from assistant.ui.controllers.voice_offer import VoiceOffer
from assistant.ui.controllers.welcome import Welcome
from assistant.ui.pages.batch_page import BatchPage
from assistant.ui.pages.conversation_page import ConversationPage
from assistant.ui.pages.first_run_page import FirstRunPage
from assistant.ui.pages.help_page import HelpPage
from assistant.ui.pages.label_page import LabelPage
from assistant.ui.pages.log_page import LogPage
from assistant.ui.pages.photo_page import PhotoPage
from assistant.ui.pages.settings_page import SettingsPage
from assistant.ui.practice.control import Practice
from assistant.ui.practice.page import PracticePage
from assistant.ui.practice.records import default_path
from assistant.ui.shell.actions import Actions, Handlers
from assistant.ui.shell.focus_reader import FocusReader
from assistant.ui.shell.main_window import MainWindow
from assistant.ui.shell.motion import MotionWish
from assistant.ui.shell.window_place import WindowPlace
from assistant.ui.sight import State
from assistant.ui.workers.listing import Listing

_KINDS_OF_CUES = ("expressions", "gestures", "attention", "movements")
_FOR_A_WORD = 400  # ms in which it is heard, or read


class Application(QObject):
    """The parts of the window application, connected.

    Args:
        application: Qt's.
        keeper: holds the settings.
        voice: makes phrases into sound.
        output: where sound goes.
        recorder: writes events down where the command line asked for it.
    """

    def __init__(
        self,
        application: QApplication,
        keeper: SettingsKeeper,
        voice: VoiceChain,
        output: Output,
        recorder: EventRecorder,
    ) -> None:
        super().__init__()
        self.keeper = keeper
        self.conversation, self.photo, self.practice_page = ConversationPage(), PhotoPage(), PracticePage()
        self.log, self.settings, self.help = LogPage(), SettingsPage(), HelpPage()
        self.first_run, self.batch_page, self.label_page = FirstRunPage(), BatchPage(), LabelPage()
        self.sights = (self.conversation.sight, self.first_run.sight, self.label_page.sight)
        self.pages = {
            Page.CONVERSATION: self.conversation,
            Page.PHOTO: self.photo,
            Page.PRACTICE: self.practice_page,
            Page.LOG: self.log,
            Page.SETTINGS: self.settings,
            Page.HELP: self.help,
        }
        alone = (self.first_run, self.batch_page, self.label_page)
        self.window = MainWindow(self.pages, alone)
        self.place = WindowPlace(keeper.beside("window.json"))
        self.motion = MotionWish(application)
        self.appearance = Appearance(keeper, (self.window, *alone, *self.pages.values()), self.motion)
        self.language = Language(self.window)
        self.presenter = SpeechPresenter(voice, output, self.window)
        self.captions = Captions(self.presenter, self.conversation, self.window)
        self.muting = Muting(self.presenter, self.conversation, keeper)
        self.voices = Listing("voices", voice.voices)
        self.voice_offer = VoiceOffer(self.voices, (self.settings.voices, self.first_run.voices), keeper)
        self.reader = FaceReader()
        self.reading = Reading(self.reader, keeper.current.cue_preferences, recorder, self.presenter.silence)
        self.opening = Opening(self.reading, keeper)
        self.answers = Answers(self.reading, self.presenter)
        self.photos = Photos(self.reader, self.photo, self.reading, self.opening, keeper, self.answers)
        self.focus_reader = FocusReader(application, self.window)
        self.navigation = Navigation(self.window, self.focus_reader, keeper)
        self.label_only = LabelOnly(self.window, self.label_page, self.navigation, keeper)
        self.welcome = Welcome(self.first_run, self.reading, self.opening.lend_camera, self.answers)
        self.cameras = Listing("cameras", cameras)
        self.camera_check = CameraCheck(
            self.settings.cameras, self.cameras, self.reading, self.opening.lend_camera, self.answers, keeper
        )
        self.hearing = HearingCheck(self.first_run, self.presenter, keeper)
        self.startup = Startup(self.window, self.first_run, self.navigation, self.opening, keeper)
        self.practice = Practice(self.practice_page, default_path(), self.reading, self.opening.lend_camera)
        self.adjusting = Adjusting(keeper, self.settings, self.first_run)
        self.preview = CuePreview(self.presenter, keeper)
        self.batch = BatchSaving(self.reader, self.batch_page, keeper, self.reading)
        self.reporting = Reporting(
            self.reading,
            self.presenter,
            self.conversation,
            self.first_run,
            self.sights,
            self.log,
            keeper,
            lambda: self.practice.mirroring or self.camera_check.active,
        )
        self.global_mute = GlobalMute(keeper, self.settings)
        self.documents = Documents(self.window, self.log, self.settings, keeper)
        self.about = About(self.help, self.window.go)
        self.handlers = self._handlers()
        self._actions = Actions(self.window, self.handlers)
        self._connect()
        self._apply(keeper.current)

    def begin(self, beginning: Beginning, *, silent: bool = False) -> None:
        """Show the window and let it begin, muted for this run where it is to be `silent`."""
        self.startup.choose_speaker(self.presenter.router.reader)  # before the first word
        self.place.restore(self.window)
        self.window.show()
        self.window.go(beginning.page)
        self.voices.ask()
        if silent:
            self.muting.silence()
        if beginning.complaint:
            self.reporting.report(beginning.complaint)
        self.startup.begin(beginning)
        if beginning.deck is not None:
            self.practice.offer(beginning.deck)

    def close_when_ended(self, state: State) -> None:
        """When the demo has ended say what to do next, and close the window when that was heard."""
        if state is State.ENDED:
            words = say("ui.demo_next", keys=way("keys", self.keeper.keys))
            self.presenter.answer(words)
            QTimer.singleShot(_FOR_A_WORD * len(words.split()), self.window.close)

    def _handlers(self) -> Handlers:
        window, presenter, answers = self.window, self.presenter, self.answers

        def answering(ask: Callable[[], str]) -> Callable[[], None]:
            return lambda: presenter.answer(ask())

        return {
            "open_file": self.documents.choose_recording,
            "use_camera": partial(self._read, self.opening.use_camera),
            "use_drawn_face": partial(self._read, self.opening.use_drawn_face),
            "save_log": self.documents.save_log,
            "save_events": self.batch.choose,
            "stop_saving": self.batch.stop,
            "quit": window.close,
            "start_pause": self.opening.start_or_pause,
            "take_picture": self.photos.take_picture,
            "paste_picture": self.photos.paste,
            "repeat_picture": answering(self.photo.words.text),
            "describe": answering(answers.describe),
            "status": answering(answers.status),
            "aim": answering(answers.aim),
            "consent": answering(answers.consent),
            **{f"next_{kind}": partial(self.adjusting.next_value, kind) for kind in _KINDS_OF_CUES},
            "movements_only": partial(self.adjusting.next_value, "movements_only"),
            "hear_cues": self.preview.toggle,
            "your_way": answering(answers.set_your_way),
            "at_rest": answering(answers.take_as_neutral),
            "mute": self.muting.toggle,
            "repeat": presenter.repeat,
            "stop_speaking": self._hush,
            "next_pane": window.next_pane,
            "text_larger": partial(self.adjusting.enlarge, 1),
            "text_smaller": partial(self.adjusting.enlarge, -1),
            "next_theme": self.adjusting.next_theme,
            "full_screen": window.toggle_full_screen,
            "label_only": self.label_only.toggle,
            "next_screen": self.label_only.go_to_next_screen,
            "first_run": self.startup.begin_first_run,
            "keys": self.navigation.speak_keys,
            "about": self.about.tell,
            "documentation": self.about.open_documentation,
            **self.practice.handlers,
            **{f"go_{page.value}": partial(window.go, page) for page in self.pages},
        }

    def _connect(self) -> None:
        self.keeper.changed.connect(self._apply)
        for view in self.sights:
            self.reading.seen.connect(view.show_sight)
        self.presenter.pauses_trouble.connect(self.settings.show_pauses_trouble)
        self.focus_reader.read_by_others = self.presenter.read_by_others
        self.focus_reader.pressed.connect(self.presenter.notice_key)
        self.focus_reader.pressed.connect(self.hearing.wait)
        self.focus_reader.spoken.connect(self.presenter.read)
        for page in (self.conversation, self.photo, self.log):
            page.asked.connect(lambda command: self.handlers[command]())
        self.photo.open_wanted.connect(self.documents.choose_pictures)
        self.documents.recording_chosen.connect(lambda _path: self.window.go(Page.CONVERSATION))
        self.documents.recording_chosen.connect(self.opening.open)
        self.documents.pictures_chosen.connect(self.photos.open)
        self.practice_page.start.chosen.connect(self.keeper.set)
        self.log.chosen.connect(partial(self.keeper.set, "log"))
        self.global_mute.pressed.connect(self.muting.toggle)
        self.appearance.stilled.connect(self.practice.reduce_motion)
        self.language.turned.connect(self._actions.say_again)
        for failing in (self.opening, self.documents, self.batch, self.practice, self.keeper, self.voice_offer):
            failing.failed.connect(self.reporting.report)
        for noticing in (self.batch, self.photos):
            noticing.noticed.connect(self.reporting.notice)
        self.opening.absent.connect(lambda _name, sentence: self.reporting.report(sentence))
        self.batch.shown.connect(partial(self.navigation.show_alone, self.batch_page))
        self.batch_page.left.connect(partial(self.window.go, Page.CONVERSATION))
        self.window.page_changed.connect(self._actions.show_page)
        self.window.page_changed.connect(lambda page: self.camera_check.show_page(page is Page.SETTINGS))
        self.window.closing.connect(lambda: self.place.keep(self.window))
        self.window.closing.connect(self.close)
        for answering in (
            *(self.opening, self.photos, self.practice, self.adjusting, self.documents, self.batch, self.welcome),
            *(self.startup, self.language, self.muting, self.navigation, self.global_mute, self.label_only),
            *(self.camera_check, self.about),
        ):
            answering.answered.connect(self.presenter.answer)
        self.navigation.arrived.connect(self.presenter.arrive)
        self.practice.hinted.connect(self.presenter.read)

    def _apply(self, chosen: Settings) -> None:
        keys = self.keeper.keys
        self.language.use(chosen.language)
        self.appearance.apply(chosen)
        for page in (self.log, self.practice_page.start, self.settings):
            page.show_settings(chosen)
        self.presenter.prefer(chosen)
        self.navigation.prefer(chosen)
        self.reading.prefer(chosen.cue_preferences)
        self._actions.use(keys)
        self.help.show_settings(chosen, keys)
        self.practice.allow_mirror(chosen.cue_preferences.reads_expressions)
        self.practice_page.start.show_keys(keys)
        for view in self.sights:
            view.prefer(chosen.cue_preferences)
            view.show_keys(keys)
        self.global_mute.use(chosen.global_mute)
        self.first_run.show_settings(chosen, keys)
        if self.language.announce():
            self.voice_offer.check()

    def _read(self, use: Callable[[], None]) -> None:
        """Read what was asked for, not what was being checked."""
        self.camera_check.end()
        use()

    def _hush(self) -> None:
        self.preview.stop()
        self.presenter.stop()

    def close(self) -> None:
        """End all that goes on; what does not end by itself goes down with the process."""
        ending.end_soon()
        self.reading.pause()  # while the others are waited for
        self.preview.stop()
        self.global_mute.close()
        self.batch.close()
        self.photos.close()
        self.practice.close()
        self.reading.close()
        self.presenter.close()
        for listing in (self.voices, self.cameras):
            listing.close()
