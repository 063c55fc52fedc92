"""The command line: what the contract promises, and one clear sentence for whatever is wrong."""

import json
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.adapters.voices.chain import VoiceChain
from assistant.adapters.voices.engine import VoiceSettings
from assistant.adapters.voices.selection import fitting_first
from assistant.cli import main
from assistant.settings import Settings
from assistant.settings_file import default_path, save
from assistant.system.resources import folder
from tests.helpers.closed import close_to_us
from tests.helpers.faces import write_film
from tests.helpers.pictures import huge_picture
from tests.helpers.places import ROOT

FAST = ("--no-window", "--pace", "fast", "--speech", "off")


def watch(source: Path | str, events: Path, *options: str) -> tuple[int, list[dict[str, object]]]:
    code = main(["watch", str(source), *FAST, "--events", str(events), *options])
    lines = events.read_text(encoding="utf-8").splitlines() if events.exists() else []
    return code, [json.loads(line) for line in lines]


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one sentence on standard error of a command that fails with exit code 2."""
    assert main(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert len(error.splitlines()) == 1
    assert error.endswith(".")
    return error


def test_a_smile_comes_and_goes(shared: Path, tmp_path: Path) -> None:
    code, events = watch(shared / "media" / "single_face.mp4", tmp_path / "events.jsonl")
    assert code == 0
    faces = [(event["face"], event["state"]) for event in events if event["kind"] == "face"]
    assert faces == [(1, "appeared")]
    changes = [event["expression"] for event in events if event["kind"] == "expression"]
    assert changes == ["neutral", "happy", "neutral"]
    cues = [event["text"] for event in events if event["kind"] == "cue"]
    assert [text.split()[-1] for text in cues] == ["neutral", "happy", "neutral"]


def test_an_animation_without_a_face(shared: Path, tmp_path: Path) -> None:
    code, events = watch(shared / "media" / "no_face.mp4", tmp_path / "events.jsonl")
    assert code == 0
    assert [(event["kind"], event["text"]) for event in events] == [("notice", "No face in view.")]


@pytest.mark.slow
def test_two_runs_are_alike_to_the_byte(shared: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    for path in (first, second):
        watch(shared / "media" / "single_face.mp4", path)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_of_pictures(shared: Path, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        shutil.copy(shared / "media" / "single_face.jpg", pictures / f"{number}.jpg")
    code, events = watch(pictures, tmp_path / "events.jsonl", "--frames")
    assert code == 0
    frames = [event for event in events if event["kind"] == "frame"]
    assert [frame["time"] for frame in frames] == [0, 1, 2]
    assert frames[0]["faces"][0]["probabilities"]["happy"] > 0.8  # type: ignore[index] # parsed JSON
    assert "happy" in [event["expression"] for event in events if event["kind"] == "expression"]


@pytest.mark.slow
def test_each_phrase_as_a_wav_file(shared: Path, tmp_path: Path) -> None:
    folder_of_phrases = tmp_path / "phrases"
    code, _ = watch(shared / "media" / "no_face.mp4", tmp_path / "events.jsonl", "--speech", str(folder_of_phrases))
    assert code == 0
    (phrase,) = folder_of_phrases.iterdir()
    assert phrase.name == "0001.wav"
    with wave.open(str(phrase)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        seconds = file.getnframes() / file.getframerate()
    assert 0.5 < seconds < 3
    assert np.abs(samples).max() > 3000


@pytest.mark.slow
def test_each_voice_sounds_like_itself_and_is_not_remembered(tmp_path: Path) -> None:
    speech = VoiceChain(VoiceSettings())
    offered = [voice for voice in fitting_first(speech.voices(), "en") if voice.speaks("en")]
    speech.close()
    if len(offered) < 2:
        pytest.skip("needs a system with two English voices")
    film = write_film(tmp_path / "film.avi", frames=80)
    sounds = set()
    for number, words in enumerate((offered[0].name.upper(), offered[-1].name, offered[-1].voice)):
        phrases = tmp_path / str(number)
        assert main(["watch", str(film), *FAST[:3], "--speech", str(phrases), "--voice", words]) == 0
        sounds.add((phrases / "0001.wav").read_bytes())
    assert len(sounds) == 2  # the last two are one voice, by its name and by its id
    assert not default_path().exists()


def test_a_voice_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=3)
    assert "no voice called Nobody" in fails(capsys, "watch", str(film), *FAST, "--voice", "Nobody")


def test_a_remembered_voice_that_is_gone_is_said_and_another_speaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Settings(language="en", voices={"en": "sold"}), default_path())
    film = write_film(tmp_path / "film.avi", frames=80)
    assert main(["watch", str(film), *FAST[:3], "--speech", str(tmp_path / "phrases")]) == 0
    assert capsys.readouterr().err.count("not there any more") == 1
    assert (tmp_path / "phrases" / "0001.wav").stat().st_size > 1000
    assert main(["doctor"]) == 1
    assert "✗ Voice: The voice that you chose is not there any more" in capsys.readouterr().out


def test_photos_are_described_from_left_to_right(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = shared / "media" / "multi_face.jpg"
    events = tmp_path / "events.jsonl"
    assert main(["photo", str(photo), "--events", str(events)]) == 0
    assert capsys.readouterr().out.startswith("5 faces in view. First from the left: ")
    entries = [json.loads(line) for line in events.read_text().splitlines()]
    assert {entry["file"] for entry in entries} == {str(photo)}
    boxes = [entry["box"][0] for entry in entries if entry["kind"] == "face"]
    assert boxes == sorted(boxes)
    assert len([entry for entry in entries if entry["kind"] == "expression"]) == 5


@pytest.mark.parametrize(
    ("content", "trouble"),
    [(b"no picture", "broken.jpg is no picture"), (huge_picture(), "broken.jpg is a picture of 60000 × 60000 pixels")],
    ids=["text", "huge"],
)
def test_a_broken_photo_does_not_hide_the_others(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, trouble: str
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(content)
    assert main(["photo", str(broken), str(shared / "media" / "single_face.jpg")]) == 2
    printed = capsys.readouterr()
    assert "One face in view." in printed.out
    assert trouble in printed.err


def test_truncated_video_keeps_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=80)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    code, events = watch(film, tmp_path / "events.jsonl")
    assert code == 2
    assert "breaks off after" in capsys.readouterr().err
    assert [event["kind"] for event in events] == ["notice", "notice"]
    assert "breaks off after" in str(events[-1]["text"])


def test_a_source_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no file, folder or camera called missing.mp4" in fails(capsys, "watch", "missing.mp4", *FAST)


def test_events_are_not_written_over_what_is_to_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=5)
    picture = tmp_path / "pictures" / "1.png"
    picture.parent.mkdir()
    cv2.imwrite(str(picture), np.full((60, 80, 3), 90, dtype=np.uint8))
    before = film.read_bytes(), picture.read_bytes()
    for command, source, target in (
        ("watch", film, film),
        ("watch", picture.parent, picture),
        ("photo", picture, picture.parent / ".." / "pictures" / "1.png"),
    ):
        options = FAST if command == "watch" else ()
        assert "give the events another file" in fails(capsys, command, str(source), *options, "--events", str(target))
    assert (film.read_bytes(), picture.read_bytes()) == before
    assert main(["watch", str(film), *FAST, "--events", str(tmp_path / "events.jsonl")]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="~ is found by other variables there")
def test_nor_over_what_is_named_from_the_users_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    film = write_film(tmp_path / "film.avi", frames=5)
    before = film.read_bytes()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "give the events another file" in fails(capsys, "watch", "~/film.avi", *FAST, "--events", str(film))
    assert film.read_bytes() == before


def test_readings_need_events_to_be_added_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=5)
    assert "give “--events FILE” too" in fails(capsys, "watch", str(film), *FAST, "--frames")


def test_a_reader_who_leaves_needs_no_sentence(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=100)
    command = [sys.executable, "-m", "assistant", "watch", str(film), *FAST, "--frames", "--events", "-"]
    root = ROOT
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


def test_what_is_wrong_with_the_settings_is_said_in_their_language(capsys: pytest.CaptureFixture[str]) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_text('{"options": {"language": "de", "rate": "fast"}}')
    assert main(["watch", "missing.mp4", *FAST]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("Diese Einstellungen")
    assert second.startswith("Es gibt weder Datei noch Ordner noch Kamera")


def test_no_name_is_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no file, folder or camera called" in fails(capsys, "watch", "", *FAST)


@pytest.mark.skipif(sys.platform == "win32", reason="~ is found by other variables there")
def test_what_is_written_to_the_users_home_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No folder is called "~": who then removes that loses the home."""
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    film = write_film(tmp_path / "film.avi", frames=5)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    assert main(["watch", str(film), *FAST, "--events=~/events.jsonl", "--speech=~/phrases"]) == 0
    assert main(["events", str(film), "--out=~/tables"]) == 0
    assert f"Saved as {home / 'tables' / 'film.csv'}." in capsys.readouterr().out
    assert sorted(path.name for path in home.iterdir()) == ["events.jsonl", "phrases", "tables"]
    assert list(here.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_standard_output_is_said(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "blank.png"), np.full((60, 80, 3), 90, dtype=np.uint8))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "photo", str(tmp_path / "blank.png")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Standard output cannot be written (No space left on device): send it to another place.\n"


def test_events_for_a_standard_output_that_is_closed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cv2.imwrite(str(tmp_path / "blank.png"), np.full((60, 80, 3), 90, dtype=np.uint8))
    monkeypatch.setattr("sys.stdout", None)
    assert "- cannot be written" in fails(capsys, "photo", str(tmp_path / "blank.png"), "--events", "-")


@pytest.mark.parametrize("source", ["closed", "closed/film.avi", "closed/pictures", "x" * 300])
def test_a_source_that_we_may_not_look_at(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "closed" / "pictures").mkdir(parents=True)
    close_to_us(tmp_path / "closed", monkeypatch)
    error = fails(capsys, "watch", str(tmp_path / source), *FAST)
    assert error.endswith("check its name and your permission.")


def test_a_file_that_is_no_video(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "letter.mp4"
    file.write_text("Dear reader")
    assert "cannot be read as a video" in fails(capsys, "watch", str(file), *FAST)


def test_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no pictures in the folder" in fails(capsys, "watch", str(tmp_path), *FAST)


@pytest.mark.skipif(sys.platform != "linux" or Path("/dev/video0").exists(), reason="needs Linux without a camera")
def test_no_camera(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No camera was found" in fails(capsys, "watch", "0", *FAST)


def test_events_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=3)
    nowhere = tmp_path / "missing" / "events.jsonl"
    assert "cannot be written" in fails(capsys, "watch", str(film), *FAST, "--events", str(nowhere))


def test_speech_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = write_film(tmp_path / "film.avi", frames=3)
    (tmp_path / "file").write_text("")
    error = fails(capsys, "watch", str(film), *FAST[:3], "--speech", str(tmp_path / "file" / "phrases"))
    assert "cannot be written" in error


@pytest.mark.parametrize("damage", ["model", "labels"])
def test_damaged_models(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    models = Path(shutil.copytree(folder("models"), tmp_path / "models"))
    manifest = models / "ensemble.json"
    table = json.loads(manifest.read_text())
    if damage == "model":
        file = models / table["members"][0]["file"]
        data = bytearray(file.read_bytes())
        data[-100] ^= 1
        file.write_bytes(data)
    else:
        table["labels"].reverse()
        manifest.write_text(json.dumps(table))
    monkeypatch.setattr("assistant.adapters.models.face_reader.folder", lambda name: models)
    film = write_film(tmp_path / "film.avi", frames=3)
    expected = {"model": "not the one that was shipped", "labels": "labels in another order"}
    assert expected[damage] in fails(capsys, "watch", str(film), *FAST)


def test_doctor_examines_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    findings = {finding["part"]: finding for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert set(findings) == {"faces", "models", "camera", "voice", "sound", "movements", "screen_reader", "window"}
    assert findings["faces"]["works"]
    assert findings["models"]["works"]
    assert findings["voice"]["works"]
    assert all(finding["detail"] for finding in findings.values())


def run_python(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=cwd)


def test_tensorflow_and_qt_are_never_imported_on_the_console(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.avi", frames=3)
    script = (
        "import sys; from assistant.cli import main; "
        f"code = main(['watch', {str(film)!r}, '--no-window', '--pace', 'fast']); "
        "heavy = {'tensorflow', 'keras', 'matplotlib', 'PySide6', 'torch'} & set(sys.modules); "
        "print(code, sorted(heavy))"
    )
    done = run_python("-c", script, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_events_on_standard_output_are_all_there_is(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "blank.png"), np.full((60, 80, 3), 90, dtype=np.uint8))
    done = run_python("-m", "assistant", "watch", str(tmp_path), *FAST, "--events", "-", cwd=ROOT)
    assert done.returncode == 0
    assert done.stderr == ""
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["notice"]


@pytest.mark.slow
def test_without_a_screen_the_demo_runs_on_the_console_finds_its_face_and_tells_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.cli.has_screen", lambda: False)
    events = tmp_path / "events.jsonl"
    assert main(["demo", "--pace", "fast", "--speech", "off", "--events", str(events), "--frames"]) == 0
    told = capsys.readouterr()
    assert told.err == "There is no screen here, so this runs on the console.\n"
    assert "looks happy" in told.out
    assert told.out.endswith("That was the demo. Start the program without the word demo to begin with your camera.\n")
    entries = [json.loads(line) for line in events.read_text().splitlines()]
    frames = [entry for entry in entries if entry["kind"] == "frame"]
    assert len([frame for frame in frames if frame["faces"]]) >= 0.95 * len(frames)
    assert {entry["face"] for entry in entries if entry["kind"] == "face"} == {1}
    shown = [entry["expression"] for entry in entries if entry["kind"] == "expression"]
    others = [expression for expression in shown if expression != "neutral"]
    assert others == ["happy", "surprise", "sad", "angry", "fear", "disgust"]
    assert shown[::2] == ["neutral"] * 7
