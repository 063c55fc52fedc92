"""The library that binds Qt keeps count of its references."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QLabel


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_without_a_result_lose_no_reference_to_none(qt: QApplication) -> None:
    """PySide6 6.12.0 loses one at each call on Python 3.11, until the interpreter aborts."""
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("")
    assert abs(sys.getrefcount(None) - before) < 100
