"""The window from the command line: its parts are made with what the options say, shown, and ended in order."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from assistant import settings_file
from assistant.adapters.audio.playback import AudioOutput
from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.wav_folder import SpeechFolder
from assistant.errors import FAILED, InstallationError
from assistant.installation import check_window_libraries
from assistant.messages import say
from assistant.runtime.event_log import open_recorder
from assistant.runtime.output_options import SPOKEN_ONLY, OutputOptions
from assistant.runtime.voice_choice import voice_settings
from assistant.settings import Settings
from assistant.system.display import has_screen
from assistant.ui.application import Application
from assistant.ui.controllers.settings_keeper import SettingsKeeper
from assistant.ui.controllers.startup import Beginning
from assistant.ui.shell.qt import interruptible, make_qt


def run_window(
    chosen: Settings,
    beginning: Beginning,
    output: OutputOptions = SPOKEN_ONLY,
    *,
    kept: Settings | None = None,
    demo: bool = False,
) -> int:
    """Show the window until it is closed; returns the exit code.

    Args:
        chosen: the settings to begin with.
        beginning: what the window begins with.
        output: where events and phrases go.
        kept: the settings as they are stored, where `chosen` holds wishes for this run alone.
        demo: close the window by itself when the source has ended, and keep no settings.

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
        recorder = stack.enter_context(open_recorder(output.events, output.with_frames))
        sound = SpeechFolder(output.speech.folder) if output.speech.folder else AudioOutput()
        application = Application(qt, keeper, VoiceChain(voice_settings(chosen)), sound, recorder)
        if demo:
            application.reading.changed.connect(application.close_when_ended)
        stack.callback(application.close)
        stack.enter_context(interruptible())
        application.begin(beginning, silent=output.speech.muted)
        code = qt.exec()
        return FAILED if recorder.broken else code
