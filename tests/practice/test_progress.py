"""The file of answers: kept, exported, migrated, deleted; damaged ones kept aside; nothing lost by a kill."""

import csv
import sqlite3
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import OutputError, ProgressError
from assistant.practice.behaviours import Behaviour
from assistant.practice.cards import Answer, Kind
from assistant.practice.progress import Progress
from assistant.practice.scheduling import Learner
from tests.helpers.answers import ANSWER
from tests.helpers.practice_cases import answers
from tests.practice.conftest import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "practice.db"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_answers=st.lists(answers, max_size=5))
def test_answers_come_back_as_they_were(path: Path, given_answers: list[Answer]) -> None:
    with Progress(path, NOW) as progress:
        progress.delete_learner("Ada")
        progress.add_learner("Ada")
        for answer in given_answers:
            progress.record("Ada", answer)
    with Progress(path, NOW) as progress:
        assert progress.answers("Ada") == given_answers


def test_learners_are_apart(path: Path) -> None:
    with Progress(path, NOW) as progress:
        assert [progress.add_learner(name) for name in ("Ben", "Ada", " ada ")] == ["Ben", "Ada", "Ada"]
        assert progress.learners() == ("Ada", "Ben")
        progress.record("ada", ANSWER)
        assert progress.answers("Ben") == []
        assert progress.answers("Ada") == [ANSWER]
        progress.delete_learner("Ada")
        assert progress.learners() == ("Ben",)


@pytest.mark.parametrize("other", ["ÄNNE-ZOË", unicodedata.normalize("NFD", "Änne-Zoë"), "  änne-zoë\xa0"])
def test_a_name_that_looks_the_same_is_the_same_learner(path: Path, other: str) -> None:
    with Progress(path, NOW) as progress:
        assert progress.add_learner("Änne-Zoë") == progress.add_learner(other) == "Änne-Zoë"
        progress.record(other, ANSWER)
        assert progress.answers(other) == progress.answers("Änne-Zoë") == [ANSWER]
        progress.delete_learner(other)
        assert progress.learners() == ()


def test_learners_whom_an_earlier_version_kept_apart_stay_so(path: Path) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Änne")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("INSERT INTO learners (name) VALUES ('änne')")
    with Progress(path, NOW) as progress:
        progress.record("änne", ANSWER)
        assert (progress.answers("Änne"), progress.answers("änne")) == ([], [ANSWER])


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_names_that_are_none(path: Path, name: str) -> None:
    with Progress(path, NOW) as progress, pytest.raises(ProgressError, match="1 to 80"):
        progress.add_learner(name)


def test_a_learner_whom_another_window_deletes_is_named(path: Path) -> None:
    with Progress(path, NOW) as progress, Progress(path, NOW) as other:
        progress.add_learner("Ada")
        other.delete_learner("Ada")
        with pytest.raises(ProgressError, match="Ada was deleted meanwhile"):
            progress.record("Ada", ANSWER)


def test_export(path: Path, tmp_path: Path) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
        progress.export_csv("Ada", tmp_path / "ada.csv")
        with pytest.raises(OutputError, match="choose another place"):
            progress.export_csv("Ada", tmp_path / "nowhere" / "ada.csv")
    with (tmp_path / "ada.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["expression"], row["chosen"], row["right"], row["intensity"]) == ("fear", "surprise", "0", "0.5")
    assert row["time"] == "2026-03-01T09:30:00.000+00:00"


def test_delete_learner_leaves_no_trace_on_disk(path: Path) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Zacharias")
        progress.record("Zacharias", ANSWER)
        progress.delete_learner("Zacharias")
        assert all(b"Zacharias" not in file.read_bytes() for file in path.parent.iterdir())


def test_delete_everything_takes_damaged_files_too(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 100)
    progress = Progress(path, NOW)
    assert len(list(path.parent.iterdir())) > 1
    progress.delete_everything()
    assert list(path.parent.iterdir()) == []


def test_nothing_is_deleted_under_another_window_that_practises(path: Path) -> None:
    with Progress(path, NOW) as practising:
        practising.add_learner("Ada")
        with pytest.raises(ProgressError, match="close other windows"):
            Progress(path, NOW).delete_everything()
        practising.record("Ada", ANSWER)
    with closing(Progress(path, NOW)) as alone:
        assert alone.answers("Ada") == [ANSWER]
        alone.delete_everything()
    assert not path.exists()


@pytest.mark.parametrize("damage", ["header", "middle", "cut"])
def test_damaged_file_is_kept_aside_and_said(path: Path, damage: str) -> None:
    with Progress(path, NOW) as progress:
        progress.add_learner("Ada")
        for _ in range(200):
            progress.record("Ada", ANSWER)
    good = path.read_bytes()
    half = len(good) // 2
    bad = {
        "header": b"x" * 16 + good[16:],
        "middle": good[:half] + b"\xff" * 4096 + good[half + 4096 :],
        "cut": good[: half // 4096 * 4096],
    }[damage]
    path.write_bytes(bad)
    with Progress(path, NOW) as progress:
        assert "practice-damaged-20260301-093000.db" in progress.notice
        assert progress.learners() == ()
        progress.add_learner("Ada")
    aside = path.with_name("practice-damaged-20260301-093000.db")
    assert aside.read_bytes()[-100:] == bad[-100:]
    with Progress(path, NOW) as progress:
        assert progress.notice == ""
        assert progress.learners() == ("Ada",)


def test_place_that_cannot_hold_a_file_means_practice_in_memory_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Progress(tmp_path / "file" / "practice.db", NOW) as progress:
        assert "cannot be kept" in progress.notice
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
        assert progress.answers("Ada") == [ANSWER]


PRACTISING = """
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from assistant.practice.decks import DrawnDeck
from assistant.practice.progress import Progress
from assistant.practice.scheduling import Learner
from assistant.practice.session import Plan, Session

now = datetime.now(UTC)
progress = Progress(Path(sys.argv[1]), now)
progress.add_learner("Ada")
learner = Learner(progress.answers("Ada"))
session = Session(DrawnDeck(), learner, Plan(length=None), lambda a: progress.record("Ada", a), seed=int(sys.argv[2]), now=now)
print("ready", flush=True)
while True:
    before = len(session.answers)
    session.answer(0, now)
    if len(session.answers) > before:
        print("answered", flush=True)
    session.go_on(now)
"""  # noqa: E501 # a program in a string


def kill_while_practising(path: Path, seed: int) -> int:
    """Kill a real session in a process of its own at a random moment; returns how many answers it had told."""
    rng = Random(seed)
    child = subprocess.Popen([sys.executable, "-c", PRACTISING, str(path), str(seed)], stdout=subprocess.PIPE)
    assert child.stdout
    with child.stdout:
        assert child.stdout.readline() == b"ready\n"
        told = sum(child.stdout.readline() == b"answered\n" for _ in range(rng.randrange(12)))
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=rng.random() * 0.01)
        assert child.poll() is None, "the session ended by itself"
        child.kill()
        told += child.stdout.read().count(b"answered\n")
    child.wait()
    return told


@pytest.mark.slow
def test_kill_loses_at_most_the_unanswered_card(tmp_path: Path) -> None:
    def kill_once(seed: int) -> None:
        path = tmp_path / f"{seed}.db"
        told = kill_while_practising(path, seed)
        with Progress(path, NOW) as progress:
            assert progress.notice == ""
            kept = progress.answers("Ada")
            assert told <= len(kept) <= told + 1
            Learner(kept)
            progress.record("Ada", ANSWER)

    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(kill_once, range(50)))) == 50


def test_answers_about_heads_join_those_of_an_earlier_version(path: Path) -> None:
    nod = Answer(NOW, Kind.GESTURE, Behaviour.NOD, Behaviour.SHAKE, False, 0.4, 3, False)
    with Progress(path, NOW) as progress:
        progress.add_learner("Ada")
        progress.record("Ada", ANSWER)
    with closing(sqlite3.connect(path)) as kept:
        assert kept.execute("SELECT expression, chosen FROM answers").fetchall() == [("fear", "surprise")]
    with Progress(path, NOW) as progress:
        progress.record("Ada", nod)
        assert progress.answers("Ada") == [ANSWER, nod]
    with Progress(path, NOW) as progress:
        assert progress.notice == ""
        assert progress.answers("Ada") == [ANSWER, nod]
