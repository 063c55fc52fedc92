"""How far the saving has come: said sparsely, and with a name for every recording."""

from __future__ import annotations

from pathlib import Path

from assistant.runtime.batch import Begun, Ended, Format, Job, PhotoRead, Underway, plan
from assistant.runtime.batch_progress import Progress


def test_the_folder_at_hand_is_called_something() -> None:
    job = Job(Path(), Path("pictures.csv"), 1, 1)
    assert Progress(10.0, lambda: 0.0).words(Begun(job)) == "Recording 1 of 1: .."


def test_progress_is_said_sparsely(tmp_path: Path) -> None:
    now = 0.0
    progress = Progress(10.0, lambda: now)
    (job,) = plan([tmp_path / "film.mp4"], tmp_path, Format.CSV)
    said = [progress.words(Begun(job))]
    for second in range(35):
        now = float(second)
        said.append(progress.words(Underway(job, 60.0 * second)))
    said.append(progress.words(Ended(job, saved=True, complaint="")))
    assert [words for words in said if words] == [
        "Recording 1 of 1: film.mp4.",
        "Recording 1 of 1, film.mp4: read up to 10:00.",
        "Recording 1 of 1, film.mp4: read up to 20:00.",
        "Recording 1 of 1, film.mp4: read up to 30:00.",
        f"Saved as {tmp_path / 'film.csv'}.",
    ]
    assert progress.summary() == "Recordings: 1, saved: 1."


def test_files_that_are_there_hide_no_trouble(tmp_path: Path) -> None:
    progress = Progress(10.0, lambda: 0.0)
    jobs = plan([tmp_path / f"{number}.mp4" for number in range(1, 9)], tmp_path, Format.CSV)
    for job in jobs[:-1]:
        progress.words(Ended(job, saved=False, complaint="It is there already.", kept=True))
    progress.words(Ended(jobs[-1], saved=False, complaint="It cannot be read."))
    assert progress.summary() == (
        "Recordings: 8, saved: 0. There already and left as they are: 7. Trouble with: 8.mp4."
    )
    assert progress.complaints == ["It cannot be read."]
    assert progress.kept == ["It is there already."] * 7


def test_of_photos_it_is_said_how_many_are_read(tmp_path: Path) -> None:
    now = 0.0
    progress = Progress(10.0, lambda: now)
    (job,) = plan([tmp_path / "album"], tmp_path, Format.CSV)
    assert progress.words(PhotoRead(job, 1, 400)) == ""
    now = 20.0
    assert progress.words(PhotoRead(job, 135, 400)) == "Recording 1 of 1, album: 135 of 400 pictures read."
