"""What goes wrong in a thread of the window, said in a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import SignalInstance

from assistant.errors import AssistantError
from assistant.messages import say

_LOG = logging.getLogger(__name__)


@contextmanager
def reported(failed: SignalInstance, what: str) -> Iterator[None]:
    """Emit `failed` with the sentence of whatever is raised within; a defect of the program is logged as `what`, too.

    Without it a thread would die silently, as if it had come to its end.
    """
    try:
        yield
    except AssistantError as error:
        failed.emit(error.sentence)
    except Exception as error:
        _LOG.exception(what)
        failed.emit(say("error.unexpected", detail=repr(error)))
