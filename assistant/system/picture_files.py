"""The names of picture files: the one table for sources, decks, file dialogs and data sets."""

from __future__ import annotations

PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".tif", ".tiff"})
"""Suffixes, in lower case, of the files that are taken for pictures; each is of a format that all readers decode."""
