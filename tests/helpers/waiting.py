"""Wait for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.helpers.programs import PATIENCE


def wait_for(reached: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Return as soon as `reached` is true.

    Raises:
        AssertionError: it was not within `seconds`; it names `what` was waited for.
    """
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)
