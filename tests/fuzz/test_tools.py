"""What the fuzzing itself is made of: a harness that sees nothing would always be content."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from assistant.errors import AssistantError
from tests.fuzz import seeds, target
from tests.fuzz.__main__ import main
from tests.fuzz.mutators import pictures, plain
from tests.fuzz.mutators.archives import pack, unpack, zips
from tests.fuzz.target import BrokenPromiseError, Examiner, Target

TRIES = 300


def examiner(read: Callable[[Path], object], folder: Path, seconds: float = 5.0) -> Examiner:
    # The first call is for loading libraries and is not judged.
    calls = iter(range(10))
    quiet_at_first = lambda path: read(path) if next(calls) else None  # noqa: E731 # shorter than its name
    return Examiner(Target("x", "input", quiet_at_first, lambda: [b"seed"], plain.changed), folder, seconds)


def refuse(path: Path) -> None:
    raise AssistantError(f"{path.name} is no such file.")


def refuse_silently(path: Path) -> None:
    raise AssistantError("")


def stumble(path: Path) -> None:
    raise KeyError(path.name)


def overwrite(path: Path) -> None:
    path.write_bytes(b"something else")


def leave_behind(path: Path) -> None:
    path.with_name("left").touch()


def calculate(path: Path) -> None:
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass


def test_a_sentence_is_no_fault(tmp_path: Path) -> None:
    examiner(refuse, tmp_path)(b"x")


@pytest.mark.parametrize(
    ("read", "where"),
    [
        (refuse_silently, "silent AssistantError"),
        (stumble, "KeyError-"),
        (overwrite, "files"),
        (leave_behind, "files"),
    ],
)
def test_each_broken_promise_is_a_fault(read: Callable[[Path], object], where: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenPromiseError) as fault:
        examiner(read, tmp_path)(b"x")
    assert fault.value.where.startswith(where)


def test_too_much_time_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrokenPromiseError, match="It took"):
        examiner(calculate, tmp_path, seconds=0.1)(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory that a process had")
def test_too_much_memory_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # More than any test before has taken, as the system only tells the most that there ever was.
    monkeypatch.setattr(target, "MEGABYTES", 1)
    grown = int(target._peak_megabytes()) * 2**20
    with pytest.raises(BrokenPromiseError, match="MB"):
        examiner(lambda path: np.ones(grown + 2**26, np.uint8).sum(), tmp_path, seconds=60)(b"x")


@pytest.mark.parametrize("archive", seeds.class_zips())
def test_an_unpacked_and_packed_zip_is_the_same(archive: bytes) -> None:
    entries = unpack(archive)
    assert entries
    assert pack(entries) == archive
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None


def test_most_changed_zips_still_open() -> None:
    rng, mutate = Random(1), zips(pictures.picture)
    changed = [mutate(rng.choice(seeds.class_zips()), rng) for _ in range(TRIES)]
    assert sum(map(opens, changed)) > TRIES / 2


def opens(archive: bytes) -> bool:
    try:
        return bool(zipfile.ZipFile(io.BytesIO(archive)).namelist())
    except Exception:  # whatever a damaged one raises
        return False


def test_many_changed_pictures_are_still_decoded() -> None:
    rng = Random(1)
    changed = [pictures.picture(seeds.picture(".png"), rng) for _ in range(TRIES)]
    decoded = [cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) for data in changed if data]
    assert TRIES / 20 < sum(pixels is not None for pixels in decoded) < TRIES


def test_targets_are_listed_with_what_they_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert "deck-zip          A zip of class folders." in capsys.readouterr().out


def test_an_unknown_target_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("atheris", reason="needs the extra [fuzz]")
    assert main(["nothing"]) == 2
    assert "There is no target 'nothing'" in capsys.readouterr().err


def test_without_atheris_the_way_to_it_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    assert main(["settings"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_a_short_run_counts_and_keeps_to_its_time(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="needs the extra [fuzz]")
    command = [sys.executable, "-m", "tests.fuzz", "combination", "--seconds", "5", "--out", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stderr
    assert "executions in 5 s, nothing was found." in ended.stdout
