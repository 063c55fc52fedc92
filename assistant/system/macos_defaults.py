"""What the user has chosen in the settings of macOS, asked of its own tool."""

from __future__ import annotations

import subprocess

_ANSWER_SECONDS = 2.0


def read_default(domain: str, key: str) -> str:
    """The value as `defaults` prints it; "" where there is none, or nothing answers."""
    try:
        answer = subprocess.run(  # noqa: S603 # the system's own tool, without a shell
            ["/usr/bin/defaults", "read", domain, key],
            capture_output=True,
            text=True,
            check=False,
            timeout=_ANSWER_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout
