"""Prints "less" and "free" as the system's wish for motion changes, beginning with how it is at first."""

import sys

from PySide6.QtWidgets import QApplication

from assistant.ui.shell.motion import MotionWish

application = QApplication([])
wish = MotionWish(application)


def tell() -> None:
    """Say how it is now."""
    print("less" if wish.reduced else "free", flush=True)


wish.changed.connect(tell)
tell()
sys.exit(application.exec())
