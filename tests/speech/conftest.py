"""An announcer whose words, troubles and outcomes are written down."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.helpers.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    if desk.announcer:
        desk.announcer.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "announcer"]
