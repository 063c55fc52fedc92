"""The commands about what the program leaves on the computer: its start at login, and the removal of everything."""

from __future__ import annotations

from assistant.adapters.desktop.autostart import autostart
from assistant.errors import OutputError
from assistant.messages import say
from assistant.system import own_data, stdio
from assistant.system.printable import printable


def switch_autostart(on: bool) -> int:
    """Start the program at login, or do so no more, and say where that stands.

    Raises:
        OutputError: the system does not allow it.
    """
    entry = autostart()
    entry.switch(on)
    print(say("owndata.autostart_on" if on else "owndata.autostart_off", place=printable(entry.place)))
    return 0


def uninstall(sure: bool) -> int:
    """Say what is kept of the user, ask unless `sure`, and remove it all.

    Returns:
        The exit code: 0, or 1 where the answer was no and everything is as it was.

    Raises:
        OutputError: something cannot be removed; the rest is.
    """
    paths, entry = own_data.kept(), autostart()
    started = entry.on
    if not paths and not started:
        print(say("owndata.nothing"))
        return 0
    print(say("owndata.removes"))
    for place in (*map(str, paths), *([entry.place] if started else [])):
        print(f"  {printable(place)}")
    if not (sure or _asked()):
        print(say("owndata.left"))
        return 1
    failures = []
    for path in paths:
        try:
            own_data.remove(path)
        except OSError as error:
            failures.append(OutputError(say("owndata.stuck", file=path, detail=error.strerror)))
    if started:
        try:
            entry.switch(on=False)
        except OutputError as error:
            failures.append(error)
    for failure in failures[:-1]:
        stdio.note(str(failure))
    if failures:
        raise failures[-1]
    print(say("owndata.removed"))
    return 0


def _asked() -> bool:
    try:
        answer = input(f"{say('owndata.ask', word=say('owndata.yes'))} ")
    except EOFError:
        print()
        return False
    return answer.strip().casefold() in {say("owndata.yes").casefold(), "yes"}
