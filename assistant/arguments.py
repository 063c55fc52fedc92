"""What the command line takes: every command with its options and their help."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import get_args

from assistant import __version__
from assistant.ports import Pace


def make_parser() -> argparse.ArgumentParser:
    """Every command with its options; what was parsed has the name of the `command`, None for the window."""
    parser = argparse.ArgumentParser(
        prog="expression-assistant",
        description="Announces facial expressions by speech, short sounds and large labels, offline.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(movements_only=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    demo = commands.add_parser("demo", help="try everything on a built-in clip of a drawn face, without a camera")
    _add_output(demo)

    watch = commands.add_parser("watch", help="read a camera, a video file, a picture or a folder of pictures")
    watch.add_argument(
        "source", metavar="SOURCE", help="camera number or name, video file, picture, or folder of pictures"
    )
    _add_output(watch)

    photo = commands.add_parser("photo", help="describe the faces in pictures")
    photo.add_argument(
        "files",
        metavar="FILE",
        type=_named,
        nargs="+",
        help="a picture, a folder of pictures, or a pattern such as 'holiday/*.jpg'",
    )
    _add_events(photo)
    _add_movements_only(photo)

    events = commands.add_parser(
        "events", help="save the events of many recordings, each recording's in a file named after it"
    )
    events.add_argument(
        "files",
        metavar="FILE",
        type=_named,
        nargs="+",
        help="a video file, a picture, a folder of videos or of pictures, or a pattern such as 'holiday/*.mp4'",
    )
    events.add_argument("--out", metavar="DIR", type=_folder, required=True, help="the folder to save them in")
    events.add_argument(
        "--format", choices=("csv", "json"), default="csv", help="a table, or a list of objects (default: csv)"
    )
    events.add_argument(
        "--film", action="store_true", help="read a folder's pictures as a film, one a second, not each by itself"
    )
    events.add_argument("--overwrite", action="store_true", help="replace files that are there already")
    _add_movements_only(events)

    practice = commands.add_parser("practice", help="learn to read faces, at your own pace")
    practice.add_argument(
        "--faces",
        metavar="DIR",
        type=_folder,
        help="a deck, or a folder or zip with one folder for each expression (default: drawn faces)",
    )

    doctor = commands.add_parser("doctor", help="say what works on this computer, and what to do about the rest")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")

    autostart = commands.add_parser("autostart", help="start the window when you log in, or stop doing so")
    autostart.add_argument("state", choices=("on", "off"), help="whether the window starts then")
    uninstall = commands.add_parser(
        "uninstall-data", help="remove settings, practice answers, leftovers and the start at login, after asking"
    )
    uninstall.add_argument("--yes", action="store_true", help="remove them without asking")
    return parser


def _named(text: str) -> str:
    """A name; an empty one, as of a shell's variable that was never set, would mean the folder that we are in."""
    if not text:
        raise argparse.ArgumentTypeError("an empty text names nothing")
    return text


def _target(text: str) -> str:
    """A place to write to; shells leave "~" as it is behind "=" and within quotes."""
    return os.path.expanduser(_named(text))  # noqa: PTH111 # as text, since "./off" is to stay as it is


def _folder(text: str) -> Path:
    return Path(_target(text))


def _add_events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--events",
        metavar="FILE",
        type=_target,
        help="write the events as JSON lines; - for standard output (default: nowhere)",
    )


def _add_movements_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--movements-only", action="store_true", help="read no expression at all, for work and school: movements only"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-window", action="store_true", help="on the console, without a window")
    parser.add_argument(
        "--pace",
        choices=get_args(Pace),
        default="live",
        help="live: in real time; fast: every frame at the clip's own time (default: live)",
    )
    _add_events(parser)
    _add_movements_only(parser)
    parser.add_argument("--frames", action="store_true", help="with --events: also the readings of every frame")
    parser.add_argument(
        "--speech",
        metavar="on|off|DIR",
        type=_target,
        help="speak aloud, be silent, or write each phrase as a WAV file into the folder DIR "
        "(default: on when live, off when fast)",
    )
    parser.add_argument(
        "--voice",
        metavar="NAME",
        type=_named,
        help="the voice for this run, by its name or id; doctor lists the names (default: as in the settings)",
    )
