"""The suffixes of picture and video files: the one table for sources, batches, decks, file dialogs and data sets."""

from __future__ import annotations

PICTURE_SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".mpo"),
        *(".png", ".apng", ".gif", ".webp", ".avif"),
        *(".bmp", ".dib", ".tif", ".tiff", ".jp2", ".j2k"),
        *(".pbm", ".pgm", ".ppm", ".pnm", ".ras", ".sr"),
    }
)
"""Suffixes, in lower case, of the files that are taken for pictures; each is of a format that all readers decode."""

VIDEO_SUFFIXES = frozenset(
    {
        *(".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".f4v"),
        *(".avi", ".divx", ".mkv", ".webm", ".ogv", ".flv", ".wmv", ".asf"),
        *(".mpg", ".mpeg", ".m2v", ".vob", ".mts", ".m2ts", ".m2t", ".ts", ".mxf"),
    }
)
"""Suffixes, in lower case, of the files that are taken for videos."""

HEIC_SUFFIXES = frozenset({".heic", ".heif", ".hif"})
"""What telephones give pictures that nothing here decodes."""
