"""A virtual X server (Xvfb), another program's window on it, and key presses by xdotool."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

# ruff: noqa: PLC0415 # Xlib is on Linux only

PATIENCE = 60.0

MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
"""The tools that this machine lacks for it."""


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Run a server; yields its DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with open(reading) as told:  # noqa: PTH123 # a descriptor, not a path
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def plain_desktop(display: str, folder: Path) -> dict[str, str]:
    """The environment of a program on that screen, without buses and sound servers; `folder` holds what they leave."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    here = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(runtime)}
    return here | {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "WAYLAND_DISPLAY": ""}


def xdotool(display: str, *words: str) -> str:
    """Press keys, or ask about windows."""
    environment = os.environ | {"DISPLAY": display}
    return subprocess.run(
        ["xdotool", *words], env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE
    ).stdout


class OtherWindow:
    """A window of another program, which has the focus and writes down which keys reach it."""

    def __init__(self, display: str) -> None:
        from Xlib import X
        from Xlib.display import Display

        self._x = X
        self._display = Display(display)
        screen = self._display.screen()
        mask = X.KeyPressMask | X.ExposureMask
        self._window = screen.root.create_window(0, 0, 200, 100, 0, screen.root_depth, event_mask=mask)
        self._window.map()
        while self._display.next_event().type != X.Expose:
            pass
        self.take_focus()

    def take_focus(self) -> None:
        """Be the window that is typed into."""
        self._window.set_input_focus(self._x.RevertToPointerRoot, self._x.CurrentTime)
        self._display.sync()

    @property
    def focused(self) -> bool:
        """Whether keys go to it."""
        return bool(self._display.get_input_focus().focus == self._window)

    def typed(self) -> str:
        """The characters that have reached it since this was asked last."""
        self._display.sync()
        signs = ""
        for _ in range(self._display.pending_events()):
            event = self._display.next_event()
            if event.type == self._x.MappingNotify:
                self._display.refresh_keyboard_mapping(event)
            elif event.type == self._x.KeyPress:
                signs += self._display.lookup_string(self._display.keycode_to_keysym(event.detail, 0)) or ""
        return signs

    def grab(self, key: str, *, num_lock: bool = False) -> None:
        """Take a key with Ctrl and Alt from all other programs, in one state of the lock."""
        from Xlib import XK

        mask = self._x.ControlMask | self._x.Mod1Mask | (self._x.Mod2Mask if num_lock else 0)
        code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        self._display.screen().root.grab_key(code, mask, False, self._x.GrabModeAsync, self._x.GrabModeAsync)
        self._display.sync()

    def close(self) -> None:
        """Go away."""
        self._display.close()


def close_window(display: str, title: str) -> None:
    """Ask a window to close, as its close button does; waits until it is there."""
    from Xlib import X
    from Xlib.display import Display
    from Xlib.protocol.event import ClientMessage

    number = int(xdotool(display, "search", "--sync", "--onlyvisible", "--name", title).split()[0])
    server = Display(display)
    window = server.create_resource_object("window", number)
    protocols, delete = (server.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
    window.send_event(ClientMessage(window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0])))
    server.sync()
    server.close()
