"""Video files opened in OpenCV's FFmpeg, which is kept from everything but the file itself.

FFmpeg takes a name for an address where it looks like one, and a playlist names further files and addresses. So it
gets a name that is not of the user's choosing, where the system has one, and no format that refers to others. Should
a system hide these options from it, `containers.holds_video` still keeps playlists from it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

import cv2

_FORMATS = "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,flv,asf,ogg,gif,apng,ivf,mxf,yuv4mpegpipe"
"""FFmpeg's names of containers that hold their pictures themselves."""

# OpenCV reads it anew whenever it opens a video.
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = f"protocol_whitelist;file|format_whitelist;{_FORMATS}"


def capture(file: BinaryIO, path: Path) -> cv2.VideoCapture:
    """The video in an open file; ask it whether it `isOpened`.

    Args:
        file: must stay open as long, and not be read meanwhile.
        path: its name, for systems on which an open file has no other.
    """
    # On macOS the second name shares the place at which the file is read. What the file object has read ahead is
    # dropped: of a short file it holds all, and what is read next would be the beginning, taken for what follows.
    file.seek(0, os.SEEK_END)
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    for folder in () if sys.platform == "win32" else ("/proc/self/fd", "/dev/fd"):
        if os.path.isdir(folder):  # noqa: PTH112 - as text
            return cv2.VideoCapture(f"{folder}/{file.fileno()}", cv2.CAP_FFMPEG)
    return cv2.VideoCapture(os.path.abspath(path), cv2.CAP_FFMPEG)  # noqa: PTH100 - as text
