"""The window application: the one place that builds and connects its parts."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from assistant import messages, settings
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.models.face_reader import FaceReader
from assistant.adapters.voices.chain import Speech
from assistant.adapters.voices.engine import VoiceInfo
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.commands import BY_ID, Page, spoken_anywhere, spoken_keys, way
from assistant.cues import status_phrases
from assistant.errors import InstallationError
from assistant.events import Event, NoticeEvent, Priority
from assistant.installation import check_window_libraries
from assistant.messages import say
from assistant.ports import Output, Source
from assistant.practice.decks import Deck
from assistant.runtime.event_log import EventLog, EventRecorder
from assistant.runtime.voice_choice import gone_voice, voice_settings
from assistant.settings import Settings, Speaker, Theme
from assistant.system import ending
from assistant.system.display import has_screen
from assistant.ui.controllers.adjusting import Adjusting
from assistant.ui.controllers.batch_saving import BatchSaving
from assistant.ui.controllers.documents import Documents
from assistant.ui.controllers.global_mute import GlobalMute
from assistant.ui.controllers.hearing import HearingCheck
from assistant.ui.controllers.mouthpiece import Mouthpiece
from assistant.ui.controllers.opening import Opening
from assistant.ui.controllers.photos import Photos
from assistant.ui.controllers.reading import Reading
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.welcome import Welcome
from assistant.ui.pages.batch_page import BatchPage
from assistant.ui.pages.conversation_page import ConversationPage
from assistant.ui.pages.first_run_page import FirstRunPage
from assistant.ui.pages.help_page import HelpPage
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
from assistant.ui.shell.qt import interruptible, make_qt, speak
from assistant.ui.sight import State
from assistant.ui.widgets.theme import Look, palette
from assistant.ui.workers.voice_list import VoiceList

_LAST_WORDS = 2500  # ms in which the last phrase of a recording can be said
_FAILED = 2  # as of a command that could not do all that it was asked
_TEXT = 18  # px of running text at 100 %, unless the system's own is larger


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
        voice: Speech,
        output: Output,
        recorder: EventRecorder,
    ) -> None:
        super().__init__()
        self.keeper = keeper
        self._system_text = QFontInfo(QApplication.font()).pixelSize()
        self._look: Look | None = None
        self.motion = MotionWish(application)
        self.conversation = ConversationPage()
        self.photo, self.log, self.settings, self.help = PhotoPage(), LogPage(), SettingsPage(), HelpPage()
        self.practice_page = PracticePage()
        self.first_run = FirstRunPage()
        self._sights = (self.conversation.sight, self.first_run.sight)
        self.pages = {
            Page.CONVERSATION: self.conversation,
            Page.PHOTO: self.photo,
            Page.PRACTICE: self.practice_page,
            Page.LOG: self.log,
            Page.SETTINGS: self.settings,
            Page.HELP: self.help,
        }
        self.batch_page = BatchPage()
        self.window = MainWindow(self.pages, (self.first_run, self.batch_page))
        self.mouthpiece = Mouthpiece(voice, output, self.window)
        self.voices = VoiceList(voice)
        self._offered: tuple[VoiceInfo, ...] = ()
        self.reader = FaceReader()
        self.reading = Reading(self.reader, keeper.current.cue_preferences, recorder)
        self.photos = Photos(self.reader, self.photo, self.reading.line, keeper)
        self.focus_reader = FocusReader(application, self.window)
        self.opening = Opening(self.reading, keeper)
        self.welcome = Welcome(self.first_run, self.reading, self.opening.lend_camera, lambda: self._aim(facing=True))
        self.hearing = HearingCheck(self.first_run, self.mouthpiece, keeper)
        self.practice = Practice(self.practice_page, default_path(), self.reading, self.opening.lend_camera)
        self.adjusting = Adjusting(keeper)
        self.batch = BatchSaving(self.reader, self.batch_page, keeper, lambda: self.reading.running)
        self.global_mute = GlobalMute(keeper)
        self.documents = Documents(self.window, self.log, keeper)
        self.handlers = self._handlers()
        self._actions = Actions(self.window, self.handlers)
        self._connect()
        self.mouthpiece.mute(keeper.current.muted)
        self.conversation.show_muted(keeper.current.muted)
        self._apply(keeper.current)

    def begin(
        self,
        source: Source | None,
        name: str,
        *,
        silent: bool,
        complaint: str | None,
        page: Page = Page.CONVERSATION,
    ) -> None:
        """Show the window and read `source`, or the camera where the user wants that at the start."""
        conversing = page is Page.CONVERSATION
        if not self.keeper.current.welcomed and self.mouthpiece.ear.reader:
            self.keeper.set("speaker", Speaker.SCREEN_READER)  # before the first word
        self.window.fit_screen()
        self.window.show()
        self.window.go(page)
        self.voices.ask()
        if silent:
            self.mouthpiece.mute(True)
            self.conversation.show_muted(True)
        if complaint:
            self._report(complaint)
        if source is not None:
            self.opening.use(source, name)
        elif not self.keeper.current.welcomed:
            if conversing:
                self._begin_first_run()
        elif self.keeper.current.read_at_start and conversing:
            self.opening.use_camera()

    def close_when_ended(self, state: State) -> None:
        """Close the window soon after the source has ended."""
        if state is State.ENDED:
            QTimer.singleShot(_LAST_WORDS, self.window.close)

    def _handlers(self) -> Handlers:
        window, mouthpiece, reading = self.window, self.mouthpiece, self.reading
        return {
            "open_file": self.documents.choose_recording,
            "use_camera": self.opening.use_camera,
            "save_log": self.documents.save_log,
            "save_events": self.batch.choose,
            "stop_saving": self.batch.stop,
            "quit": window.close,
            "start_pause": self.opening.start_or_pause,
            "take_picture": self._take_picture,
            "paste_picture": self.photos.paste,
            "repeat_picture": lambda: mouthpiece.answer(self.photo.words.text()),
            "describe": lambda: mouthpiece.answer(reading.describe(mouthpiece.muted)),
            "status": lambda: mouthpiece.answer(reading.status(mouthpiece.muted)),
            "aim": self._aim,
            "consent": lambda: mouthpiece.answer(status_phrases.consent()),
            "mute": self._mute_or_unmute,
            "repeat": mouthpiece.repeat,
            "stop_speaking": mouthpiece.stop,
            "next_pane": window.next_pane,
            "text_larger": partial(self.adjusting.enlarge, 1),
            "text_smaller": partial(self.adjusting.enlarge, -1),
            "next_theme": self.adjusting.next_theme,
            "full_screen": window.toggle_full_screen,
            "first_run": self._begin_first_run,
            "keys": self._speak_keys,
            **self.practice.handlers,
            **{f"go_{page.value}": partial(window.go, page) for page in self.pages},
        }

    def _connect(self) -> None:
        self.keeper.changed.connect(self._apply)
        self.keeper.failed.connect(self._report)
        self.focus_reader.read_by_others = self.mouthpiece.read_by_others
        self.focus_reader.pressed.connect(self.mouthpiece.notice_key)
        self.focus_reader.pressed.connect(self.hearing.wait)
        self.focus_reader.spoken.connect(self.mouthpiece.read)
        self.reading.changed.connect(self._on_state)
        for view in self._sights:
            self.reading.seen.connect(view.show_sight)
        self.reading.told.connect(self._on_event)
        self.reading.failed.connect(self._on_failed)
        self.mouthpiece.caption.connect(self.conversation.show_caption)
        self.mouthpiece.trouble.connect(self.conversation.show_caption)
        self.mouthpiece.pauses_trouble.connect(self.settings.show_pauses_trouble)
        for page in (self.conversation, self.photo, self.log):
            page.asked.connect(lambda command: self.handlers[command]())
        self.photo.open_wanted.connect(self.documents.choose_pictures)
        self.documents.recording_chosen.connect(self._read_recording)
        self.documents.pictures_chosen.connect(self.photos.open)
        self.photo.dropped.connect(self.photos.open)
        self.settings.chosen.connect(self.adjusting.choose)
        self.practice_page.start.chosen.connect(self.keeper.set)
        self.log.chosen.connect(partial(self.keeper.set, "log"))
        self.settings.keys.refused.connect(self.mouthpiece.answer)
        self.settings.mute_key_wanted.connect(self.global_mute.choose)
        self.global_mute.pressed.connect(self._mute_or_unmute)
        # Queued, for at the start the name of the page would take its place.
        self.global_mute.failed.connect(self._on_mute_key, Qt.ConnectionType.QueuedConnection)
        self.global_mute.answered.connect(self.mouthpiece.answer)
        self.settings.undo.connect(self.adjusting.undo)
        self.settings.reset.connect(self.adjusting.reset)
        self.settings.import_wanted.connect(self.documents.import_settings)
        self.settings.export_wanted.connect(self.documents.export_settings)
        speaking = (self.opening, self.photos, self.practice, self.adjusting, self.documents, self.batch, self.welcome)
        for part in speaking:
            part.answered.connect(self.mouthpiece.answer)
        for part in (self.opening, self.documents, self.batch, self.practice):
            part.failed.connect(self._report)
        self.first_run.chosen.connect(self.adjusting.choose)
        self.voices.listed.connect(self._on_voices)
        self.batch.shown.connect(self._show_batch)
        self.batch.noticed.connect(lambda words: self.mouthpiece.tell(NoticeEvent(0.0, words)))
        self.batch_page.left.connect(partial(self.window.go, Page.CONVERSATION))
        self.first_run.finished.connect(self._end_first_run)
        self.window.page_changed.connect(self._on_page)
        self.window.closing.connect(self.close)
        # What follows the system has to be looked up again when the system changes.
        self.motion.changed.connect(lambda: self._apply(self.keeper.current))
        hints = QApplication.styleHints()
        accessibility = hints.accessibility()
        for changed in (hints.colorSchemeChanged, accessibility.contrastPreferenceChanged):
            changed.connect(lambda _preference: self._apply(self.keeper.current))

    def _apply(self, chosen: Settings) -> None:
        turned = chosen.language != messages.current()
        if turned:
            self._turn_to(chosen.language)
        calm = chosen.theme is Theme.CALM
        size = round(max(_TEXT, self._system_text) * chosen.text_percent / 100)
        look = Look(palette(chosen.theme), size, pictures=chosen.picture and not calm)
        if look != self._look:
            self._look = look
            self.window.set_look(look)
            for page in (self.first_run, self.batch_page, *self.pages.values()):
                page.set_look(look)
        self.practice.be_still(calm or self.motion.reduced)
        for view in self._sights:
            view.want_label(chosen.label)
        self.log.show_settings(chosen)
        self.practice_page.start.show_settings(chosen)
        self.settings.show_settings(chosen)
        self.mouthpiece.prefer(chosen)
        # Until the first steps are done, nobody could have asked for it.
        self.focus_reader.wanted = chosen.read_controls or not chosen.welcomed
        self.reading.prefer(chosen.cue_preferences)
        keys = self.keeper.keys
        self._actions.use(keys)
        self.help.show_keys(keys, chosen.global_mute)
        self.practice_page.start.show_keys(keys)
        for view in self._sights:
            view.show_keys(keys)
        self.global_mute.use(chosen.global_mute)
        self.first_run.show_settings(chosen, keys)
        if turned:
            self.mouthpiece.answer(say("ui.language_now", language=messages.LANGUAGES[chosen.language]))
            self._miss_voice()

    def _turn_to(self, language: str) -> None:
        """Say everything in another language, where the user is."""
        messages.use(language)
        speak(language)
        focus = QApplication.focusWidget()
        QApplication.sendEvent(self.window, QEvent(QEvent.Type.LanguageChange))
        self._actions.say_again()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_state(self, state: State) -> None:
        self.conversation.show_state(state, self.reading.name)
        self.first_run.show_state(state, self.reading.name)
        self.batch.give_way()
        if state is State.PAUSED:
            self.mouthpiece.stop()

    def _on_event(self, event: Event) -> None:
        if self.practice.mirroring and not isinstance(event, NoticeEvent):
            return  # the mirror has words of its own, and keeps nothing
        self.log.add(event)
        self.mouthpiece.tell(event)

    def _on_failed(self, sentence: str) -> None:
        self.conversation.show_trouble(sentence)
        self.first_run.sight.show_trouble(sentence)
        self._report(sentence)

    def _report(self, sentence: str) -> None:
        self.mouthpiece.tell(NoticeEvent(0.0, sentence, Priority.ERROR))

    def _on_voices(self, voices: tuple[VoiceInfo, ...]) -> None:
        self.settings.voices.show_voices(voices)
        self.first_run.voices.show_voices(voices)
        self._offered = voices
        self._miss_voice()

    def _miss_voice(self) -> None:
        if self._offered and (gone := gone_voice(self.keeper.current, self._offered)):
            self._report(gone)

    def _on_page(self, page: Page) -> None:
        self._actions.show_page(page)
        words = say("ui.page_now", page=BY_ID[f"go_{page.value}"].title)
        self.mouthpiece.answer(words, self.focus_reader.now())

    def _mute_or_unmute(self) -> None:
        muted = not self.mouthpiece.muted
        self.mouthpiece.mute(muted)
        self.keeper.set("muted", muted)
        self.conversation.show_muted(muted)
        self.mouthpiece.answer(say("ui.muted" if muted else "ui.audible"))

    def _on_mute_key(self, trouble: str) -> None:
        self.settings.show_mute_key_trouble(trouble)
        if trouble:
            self.mouthpiece.answer(trouble)

    def _speak_keys(self) -> None:
        words = spoken_keys(self.keeper.keys, self.window.page)
        self.mouthpiece.answer(f"{words} {spoken_anywhere(self.keeper.current.global_mute)}".strip())

    def _read_recording(self, path: Path) -> None:
        self.window.go(Page.CONVERSATION)
        self.opening.open(path)

    def _aim(self, facing: bool = False) -> None:
        self.mouthpiece.answer(self.reading.aim(self.mouthpiece.muted, facing))

    def _take_picture(self) -> None:
        sight = self.reading.sight
        if sight is not None:
            self.photos.use(sight.frame.pixels)
        elif self.reading.running and not self.photos.busy:
            # The reading holds the camera, or is about to.
            self.photos.answer(self.reading.status(self.mouthpiece.muted))
        else:
            self.photos.take(self.opening.camera)

    def _show_batch(self) -> None:
        self._show_alone(self.batch_page)

    def _show_alone(self, page: QWidget) -> None:
        # The keys of the page beneath still work, and those of practice would take Enter.
        self.window.go(Page.CONVERSATION)
        self.window.show_alone(page)

    def _begin_first_run(self) -> None:
        self._show_alone(self.first_run)
        self.first_run.begin()

    def _end_first_run(self) -> None:
        self.keeper.set("welcomed", True)
        self.window.go(Page.CONVERSATION)
        self.mouthpiece.answer(
            say("firstrun.done", start=way("start_pause", self.keeper.keys), keys=way("keys", self.keeper.keys))
        )

    def close(self) -> None:
        """End all that goes on; what does not end by itself goes down with the process."""
        ending.be_near()
        self.reading.pause()  # while the others are waited for
        self.global_mute.close()
        self.batch.close()
        self.photos.close()
        self.practice.close()
        self.reading.close()
        self.mouthpiece.close()
        self.voices.close()


def run_window(
    chosen: Settings,
    source: Source | None = None,
    source_name: str = "",
    *,
    kept: Settings | None = None,
    events: str | None = None,
    with_frames: bool = False,
    speech: str = "on",
    demo: bool = False,
    complaint: str | None = None,
    page: Page = Page.CONVERSATION,
    faces: Deck | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        chosen: the settings to begin with.
        source: read at once; without one, the settings decide whether the camera is.
        source_name: what the window calls the source.
        kept: the settings as they are stored, where `chosen` holds wishes for this run alone.
        events: where events go as JSON lines: a path, "-", or None.
        with_frames: also write the readings of every frame.
        speech: "on", "off", or a folder for a WAV file of each phrase.
        demo: close the window by itself when the source has ended, and keep no settings.
        complaint: what was wrong with the settings' file, to be said first.
        page: shown first.
        faces: a deck to practise with.

    Raises:
        InstallationError: the system lacks a screen, or a library that a window needs.
        OutputError: the events' file or the folder for speech cannot be written.
    """
    if not has_screen():
        # Qt would abort the whole process.
        raise InstallationError(say("error.no_screen"))
    check_window_libraries(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    qt = make_qt()
    keeper = SettingsKeeper(chosen, None if demo else settings.default_path(), kept)
    with ExitStack() as stack:
        recorder = EventRecorder(stack.enter_context(EventLog(events)) if events else None, with_frames)
        output = AudioOutput() if speech in ("on", "off") else SpeechFolder(Path(speech))
        application = Application(qt, keeper, Speech(voice_settings(chosen)), output, recorder)
        if demo:
            application.reading.changed.connect(application.close_when_ended)
        stack.callback(application.close)
        stack.enter_context(interruptible())
        application.begin(source, source_name, silent=speech == "off", complaint=complaint, page=page)
        if faces is not None:
            application.practice.offer(faces)
        code = qt.exec()
        return _FAILED if recorder.broken else code
