"""The command line: hands each command over to the window or the console, and turns errors into one sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import messages
from assistant.arguments import make_parser
from assistant.errors import FAILED, AssistantError, OutputError
from assistant.installation import is_missing_library, missing_library
from assistant.settings import Settings
from assistant.settings_file import default_path, load
from assistant.system import stdio
from assistant.system.display import has_screen
from assistant.system.file_names import as_there

if TYPE_CHECKING:
    from assistant.ports import Source
    from assistant.system.left_out import LeftOut


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, or 2 with one sentence on standard error."""
    stdio.use_utf8()
    options = make_parser().parse_args(arguments)
    try:
        settings, complaint = load(default_path())
        messages.use(settings.language)
        options.complaint = messages.again(complaint) if complaint else ""
        if complaint:
            stdio.note(options.complaint)
        if options.movements_only:
            settings = replace(settings, movements_only=True)
        code = _COMMANDS[options.command](options, settings)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except AssistantError as error:
        stdio.complain(str(error))
        return FAILED
    except ImportError as error:
        if not is_missing_library(error):
            raise
        stdio.complain(str(missing_library(error)))
        return FAILED
    except OSError as error:
        if stdio.ran_full(error):
            stdio.complain(messages.say("error.output_unwritable", detail=error.strerror))
        elif not stdio.reader_left(error):
            raise
        stdio.silence()
        return FAILED


def _window(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.app import run_window
    from assistant.ui.controllers.startup import Beginning

    return run_window(settings, Beginning(complaint=options.complaint))


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.adapters.capture.drawn_source import DrawnSource

    # A conversation changes more slowly than this clip: here every change is to be heard.
    settings = replace(settings, per_minute=30)
    return _read(options, settings, DrawnSource(options.pace), messages.say("source.demo"))


def _watch(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.adapters.capture.sources import left_out_of, open_source
    from assistant.runtime.event_log import require_apart

    require_apart(options.events, [as_there(Path(options.source))])
    source = open_source(options.source, options.pace)
    _tell_left_out(options, left_out_of(options.source))
    return _read(options, settings, source, options.source)


def _read(options: argparse.Namespace, settings: Settings, source: Source, name: str) -> int:
    from assistant.runtime.output_options import OutputOptions, SpeechOption

    if options.frames and not options.events:
        raise OutputError(messages.say("error.frames_without_events"))
    if not options.no_window and not has_screen():
        # What is to be read was named, so that nothing begins that was not asked for.
        stdio.note(messages.say("console.no_screen"))
        options.no_window = True
    speech = SpeechOption.parse(options.speech or ("on" if options.pace == "live" else "off"))
    output = OutputOptions(options.events, options.frames, speech)
    chosen = settings
    if options.voice:
        from assistant.runtime.voice_choice import with_voice

        chosen = with_voice(settings, options.voice)
    if options.no_window:
        from assistant.console.output import watch

        last_words = messages.say("console.demo_next") if options.command == "demo" else ""
        return watch(source, chosen, output, last_words)
    from assistant.app import run_window
    from assistant.ui.controllers.startup import Beginning

    beginning = Beginning(source, name, complaint=options.complaint)
    return run_window(chosen, beginning, output, kept=settings, demo=options.command == "demo")


def _photo(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.console.output import describe_photos
    from assistant.runtime.event_log import require_apart
    from assistant.runtime.found_files import find_pictures

    found = find_pictures(options.files)
    require_apart(options.events, found.files)
    _tell_left_out(options, found.left_out)
    return describe_photos(found.files, settings, options.events)


def _tell_left_out(options: argparse.Namespace, left_out: LeftOut) -> None:
    """Say it now, and in the window once it is there."""
    if words := messages.left_out(*left_out):
        stdio.note(words)
        options.complaint = messages.joined(" ", (options.complaint, words))


def _events(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.console.output import save_events
    from assistant.runtime.batch import Format
    from assistant.runtime.batch_names import names_for
    from assistant.runtime.found_files import find_recordings

    found = find_recordings(options.files)
    # The events of an earlier run may lie beside the recordings: that these are left out goes without saying.
    ours = {f"{name}.{form}" for name in names_for(found.files) for form in Format}
    others = [name for name in found.left_out.files if name not in ours]
    _tell_left_out(options, found.left_out._replace(files=others))
    form = Format(options.format)
    return save_events(found.files, settings, options.out, form, options.overwrite, options.film)


def _practice(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.app import run_window
    from assistant.commands import Page
    from assistant.practice.picture_folders import open_deck
    from assistant.ui.controllers.startup import Beginning

    deck = open_deck(options.faces) if options.faces else None
    return run_window(settings, Beginning(page=Page.PRACTICE, deck=deck, complaint=options.complaint))


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.console.doctor import report

    return report(settings, as_json=options.json)


def _autostart(options: argparse.Namespace, _settings: Settings) -> int:
    from assistant.console.own_data import switch_autostart

    return switch_autostart(on=options.state == "on")


def _uninstall(options: argparse.Namespace, _settings: Settings) -> int:
    from assistant.console.own_data import uninstall

    return uninstall(sure=options.yes)


_COMMANDS: Mapping[str | None, Callable[[argparse.Namespace, Settings], int]] = {
    None: _window,
    "demo": _demo,
    "watch": _watch,
    "photo": _photo,
    "events": _events,
    "practice": _practice,
    "doctor": _doctor,
    "autostart": _autostart,
    "uninstall-data": _uninstall,
}
"""What runs each command of `assistant.arguments`."""
