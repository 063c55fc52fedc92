"""The command line: reads arguments, hands over to the window or the console, and turns errors into one sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__, messages
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
        code = int(options.run(options, settings))
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
    except BrokenPipeError:
        # The reader of our output has closed the pipe.
        stdio.silence()
        return FAILED
    except OSError as error:
        if not stdio.ran_full(error):
            raise
        stdio.complain(messages.say("error.output_unwritable", detail=error.strerror))
        stdio.silence()
        return FAILED


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog="expression-assistant",
        description="Announces facial expressions by speech, short sounds and large labels, offline.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=_window, movements_only=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="try everything on a built-in clip of a drawn face, without a camera")
    _add_output(demo)
    demo.set_defaults(run=_demo)

    watch = commands.add_parser("watch", help="read a camera, a video file, a picture or a folder of pictures")
    watch.add_argument(
        "source", metavar="SOURCE", help="camera number or name, video file, picture, or folder of pictures"
    )
    _add_output(watch)
    watch.set_defaults(run=_watch)

    photo = commands.add_parser("photo", help="describe the faces in pictures")
    photo.add_argument(
        "files", metavar="FILE", nargs="+", help="a picture, a folder of pictures, or a pattern such as 'holiday/*.jpg'"
    )
    _add_events(photo)
    _add_movements_only(photo)
    photo.set_defaults(run=_photo)

    events = commands.add_parser(
        "events", help="save the events of many recordings, each recording's in a file named after it"
    )
    events.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a video file, a picture, a folder of videos or of pictures, or a pattern such as 'holiday/*.mp4'",
    )
    events.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to save them in")
    events.add_argument(
        "--format", choices=("csv", "json"), default="csv", help="a table, or a list of objects (default: csv)"
    )
    events.add_argument(
        "--film", action="store_true", help="read a folder's pictures as a film, one a second, not each by itself"
    )
    events.add_argument("--overwrite", action="store_true", help="replace files that are there already")
    _add_movements_only(events)
    events.set_defaults(run=_events)

    practice = commands.add_parser("practice", help="learn to read faces, at your own pace")
    practice.add_argument(
        "--faces",
        metavar="DIR",
        type=Path,
        help="a deck, or a folder or zip with one folder for each expression (default: drawn faces)",
    )
    practice.set_defaults(run=_practice)

    doctor = commands.add_parser("doctor", help="say what works on this computer, and what to do about the rest")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(run=_doctor)

    autostart = commands.add_parser("autostart", help="start the window when you log in, or stop doing so")
    autostart.add_argument("state", choices=("on", "off"), help="whether the window starts then")
    autostart.set_defaults(run=_autostart)
    uninstall = commands.add_parser(
        "uninstall-data", help="remove settings, practice answers, leftovers and the start at login, after asking"
    )
    uninstall.add_argument("--yes", action="store_true", help="remove them without asking")
    uninstall.set_defaults(run=_uninstall)
    return parser


def _add_events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--events", metavar="FILE", help="write the events as JSON lines; - for standard output (default: nowhere)"
    )


def _add_movements_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--movements-only", action="store_true", help="read no expression at all, for work and school: movements only"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-window", action="store_true", help="on the console, without a window")
    parser.add_argument(
        "--pace",
        choices=("live", "fast"),
        default="live",
        help="live: in real time; fast: every frame at the clip's own time (default: live)",
    )
    _add_events(parser)
    _add_movements_only(parser)
    parser.add_argument("--frames", action="store_true", help="with --events: also the readings of every frame")
    parser.add_argument(
        "--speech",
        metavar="on|off|DIR",
        help="speak aloud, be silent, or write each phrase as a WAV file into the folder DIR "
        "(default: on when live, off when fast)",
    )
    parser.add_argument(
        "--voice",
        metavar="NAME",
        help="the voice for this run, by its name or id; doctor lists the names (default: as in the settings)",
    )


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

    _keep_apart(options.events, [as_there(Path(options.source))])
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

        last_words = messages.say("console.demo_next") if options.run is _demo else ""
        return watch(source, chosen, output, last_words)
    from assistant.app import run_window
    from assistant.ui.controllers.startup import Beginning

    beginning = Beginning(source, name, complaint=options.complaint)
    return run_window(chosen, beginning, output, kept=settings, demo=options.run is _demo)


def _photo(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.console.output import describe_photos
    from assistant.runtime.found_files import find_pictures

    found = find_pictures(options.files)
    _keep_apart(options.events, found.files)
    _tell_left_out(options, found.left_out)
    return describe_photos(found.files, settings, options.events)


def _tell_left_out(options: argparse.Namespace, left_out: LeftOut) -> None:
    """Say it now, and in the window once it is there."""
    if words := messages.left_out(*left_out):
        stdio.note(words)
        options.complaint = messages.joined(" ", (options.complaint, words))


def _keep_apart(events: str | None, sources: Sequence[Path]) -> None:
    """Refuse to write the events over what is to be read: the file would be emptied while it is read."""
    from assistant.system.folder_walk import has_suffix
    from assistant.system.media_files import PICTURE_SUFFIXES

    if not events or not os.path.isfile(events):  # noqa: PTH113 # Path.is_file fails in a closed folder
        return
    picture = has_suffix(events, PICTURE_SUFFIXES)
    for source in filter(os.path.exists, sources):
        if os.path.samefile(source, events) or (picture and os.path.samefile(source, Path(events).parent)):  # noqa: PTH121 # as text, like the line above
            raise OutputError(messages.say("error.events_over_source", file=events))


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
