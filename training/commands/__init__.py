"""The commands of `python -m training`, one module each.

A module's name is the command's name and the first line of its docstring the help; `add_arguments`
declares what it takes and `run` does it. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

from training.commands import (
    calibrate,
    compare,
    cover,
    draw,
    ensemble,
    evaluate,
    export,
    inspect,
    prepare,
    read,
    report,
    train,
)

COMMANDS = (inspect, draw, prepare, train, compare, ensemble, evaluate, read, calibrate, export, cover, report)
