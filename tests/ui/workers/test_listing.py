"""What a device offers, asked for beside the window's own thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from assistant.errors import SourceError
from assistant.ui.workers.listing import Listing
from tests.helpers.programs import PATIENCE
from tests.ui.conftest import wait_until


class Device:
    """Answers when it is let."""

    def __init__(self) -> None:
        self.free, self.asked = threading.Event(), 0

    def ask(self) -> list[str]:
        self.asked += 1
        assert self.free.wait(PATIENCE)
        return ["Front", "Back"]


@pytest.fixture
def device() -> Iterator[Device]:
    made = Device()
    yield made
    made.free.set()


def test_who_asks_does_not_wait_and_asks_once_as_long_as_nobody_answers(qt: QApplication, device: Device) -> None:
    listing, found = Listing("devices", device.ask), list[object]()
    listing.listed.connect(found.append)
    for _ in range(3):
        listing.ask()
    wait_until(lambda: device.asked)
    assert found == []
    device.free.set()
    wait_until(lambda: found)
    assert (found, device.asked) == ([("Front", "Back")], 1)
    listing.close()
    listing.ask()
    wait_until(lambda: len(found) == 2)
    listing.close()


def test_a_device_that_fails_lists_nothing(qt: QApplication) -> None:
    def fail() -> list[str]:
        raise SourceError("No camera was found.")

    listing, found = Listing("devices", fail), list[object]()
    listing.listed.connect(found.append)
    listing.ask()
    listing.close()
    qt.processEvents()
    assert found == []


def test_what_hangs_is_not_waited_for_at_the_end(qt: QApplication, device: Device) -> None:
    listing = Listing("devices", device.ask)
    listing.close()  # nothing was asked
    listing.ask()
    listing.close()
    assert not device.free.is_set()
