"""A path is a path, whatever it looks like, and what lies in a file calls nobody."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.faces import write_film
from tests.helpers.measured import ROOT, run

NAMES = [
    "http:/127.0.0.1/film.avi",
    "rtsp:127.0.0.1",
    "udp:127.0.0.1.avi",
    "tcp:film",
    "file:film.avi",
    "concat:a|b.avi",
    "data:film.avi",
    "pipe:0",
    "v4l2src ! videoconvert ! appsink",
    "film_%03d.avi",
    "-film.avi",
    "007 film",
]

_READ = """
import sys
from pathlib import Path
from assistant.adapters.capture.sources import recording
from assistant.errors import SourceError
for name in sys.argv[1:]:
    try:
        frames = len(list(recording(Path(name)).frames()))
    except SourceError as error:
        frames = 0
    print(frames)
"""

_OPEN_BY_NAME = """
import os, sys
import cv2
from assistant.adapters.capture import video_file
if sys.argv[1] == "free":
    del os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"]
cv2.VideoCapture(sys.argv[2], cv2.CAP_FFMPEG)
"""


@pytest.fixture
def server() -> Iterator[tuple[int, list[object]]]:
    """A port that listens on this machine, and who called it."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            while True:
                try:
                    call, caller = listening.accept()
                except OSError:
                    return
                calls.append(caller)
                call.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1], calls
        # Closing alone does not wake who waits in accept.
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_file_whose_name_looks_like_an_address_is_read(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=7)
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(film, path)
    command = [sys.executable, "-c", _READ, *NAMES]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["7"] * len(NAMES)


@pytest.mark.parametrize(
    "name", ["http://127.0.0.1:{port}/film.mp4", "tcp://127.0.0.1:{port}", "rtsp://127.0.0.1:{port}/"]
)
def test_an_address_is_a_missing_file(name: str, server: tuple[int, list[object]]) -> None:
    port, calls = server
    done = run("watch", name.format(port=port), "--no-window", "--pace", "fast")
    assert "There is no file, folder or camera called" in done.complaint
    assert calls == []


def containers(port: int) -> dict[str, bytes]:
    """Files that name an address, by name; some pretend to be videos."""
    address = f"http://127.0.0.1:{port}/film"
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}.ts\n#EXT-X-ENDLIST\n".encode()
    session = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9000 RTP/AVP 33\n"
    manifest = (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">'
        f"<BaseURL>{address}</BaseURL><Period><AdaptationSet><Representation id='1' bandwidth='1'><SegmentList>"
        '<SegmentURL media="a.mp4"/></SegmentList></Representation></AdaptationSet></Period></MPD>'
    ).encode()
    script = f"ffconcat version 1.0\nfile {address}.mp4\n".encode()
    entry = f'<ASX version="3.0"><ENTRY><REF HREF="{address}"/></ENTRY></ASX>'.encode()
    link = address.encode() + b"\0"
    reference = bytes(4) + b"url " + struct.pack(">I", len(link)) + link
    for kind in (b"rdrf", b"rmda", b"rmra", b"moov"):
        reference = struct.pack(">I", len(reference) + 8) + kind + reference
    files = {"reference.mov": b"\0\0\0\x10ftypqt  \0\0\0\0" + reference}
    for suffix in ("m3u8", "mp4", "ts", "mpd", "sdp"):
        kinds = {"playlist": playlist, "session": session, "manifest": manifest, "script": script, "entry": entry}
        files |= {f"{kind}.{suffix}": data for kind, data in kinds.items()}
    disguises = {"gif": b"GIF89a\n", "ogv": b"OggS\n", "mp4": b"\0\0\0\x18ftypisomisomisomisom\n", "flv": b"FLV\x01\n"}
    files |= {f"disguised.{suffix}": head + session for suffix, head in disguises.items()}
    return files


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_nothing_in_a_file_is_followed(tmp_path: Path, server: tuple[int, list[object]]) -> None:
    port, calls = server
    files = containers(port)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    note = tmp_path / "strace.txt"
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(note)]
    command = [*watched, sys.executable, "-c", _READ, *(str(tmp_path / name) for name in files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"] * len(files)
    assert [line for line in note.read_text().splitlines() if "AF_INET" in line] == []
    assert calls == []


@pytest.mark.parametrize("guard", ["free", "bound"])
def test_ffmpeg_is_kept_from_the_network_itself(guard: str, server: tuple[int, list[object]]) -> None:
    port, calls = server
    command = [sys.executable, "-c", _OPEN_BY_NAME, guard, f"http://127.0.0.1:{port}/film.mp4"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    # Without our options it calls, which shows that it is they that keep it from that.
    assert bool(calls) == (guard == "free")
