"""The bundle's program: what `python -m assistant` is elsewhere, for the speech process too."""

import multiprocessing
import os
import sys

multiprocessing.freeze_support()  # serves and ends here where this is the speech process

if sys.platform == "linux":
    # The loader points at the bundle's own libraries; the system's programs that we ask need the system's. The speech
    # process must point at them anew then. https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"

from assistant.__main__ import run  # noqa: E402 # the speech process needs none of it

run()
