"""The window from the command line: its parts are made with what the options say, shown, and ended in order."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from assistant import settings_file
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.commands import Page
from assistant.errors import FAILED, InstallationError
from assistant.installation import check_window_libraries
from assistant.messages import say
from assistant.ports import Source
from assistant.practice.decks import Deck
from assistant.runtime.event_log import EventLog, EventRecorder
from assistant.runtime.speech_option import ALOUD, SpeechOption
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings
from assistant.system.display import has_screen
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.shell.qt import interruptible, make_qt


def run_window(
    chosen: Settings,
    source: Source | None = None,
    source_name: str = "",
    *,
    kept: Settings | None = None,
    events: str | None = None,
    with_frames: bool = False,
    speech: SpeechOption = ALOUD,
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
        speech: where phrases go.
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
    keeper = SettingsKeeper(chosen, None if demo else settings_file.default_path(), kept)
    with ExitStack() as stack:
        recorder = EventRecorder(stack.enter_context(EventLog(events)) if events else None, with_frames)
        output = SpeechFolder(speech.folder) if speech.folder else AudioOutput()
        application = Application(qt, keeper, VoiceChain(voice_settings(chosen)), output, recorder)
        if demo:
            application.reading.changed.connect(application.close_when_ended)
        stack.callback(application.close)
        stack.enter_context(interruptible())
        application.begin(source, source_name, silent=speech.muted, complaint=complaint, page=page)
        if faces is not None:
            application.practice.offer(faces)
        code = qt.exec()
        return FAILED if recorder.broken else code
