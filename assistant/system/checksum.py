"""SHA-256 of files that ship with the application: a changed model must not be run."""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 (FIPS 180-4) of `data`."""
    return hashlib.sha256(data).hexdigest()
