"""Timelines: what is shown when, and the readings of every frame, recorded once for all deciders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from assistant.adapters.capture.video_source import VideoSource
from assistant.adapters.models.face_reader import FaceReader
from assistant.events import FaceReading, Frame
from assistant.expressions import Expression
from assistant.pipeline import LOOK, Pipeline
from assistant.system.structured_text import read_toml
from benchmarks.cues.scores import Shown

LABELS = Path(__file__).parent / "labels"


@dataclass(frozen=True, slots=True)
class Moment:
    """The readings of one frame at `time`, in seconds; `frame_size` is (width, height) in pixels."""

    time: float
    readings: tuple[FaceReading, ...]
    frame_size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording with its labels.

    Attributes:
        unlabelled: spans (start, end) in seconds in which nobody can say what is shown.
    """

    name: str
    shown: tuple[Shown, ...]
    moments: tuple[Moment, ...]
    unlabelled: tuple[tuple[float, float], ...] = ()

    @property
    def seconds(self) -> float:
        """From the first frame to the last."""
        return self.moments[-1].time - self.moments[0].time

    def at(self, fps: float, skipped: int = 0) -> Timeline:
        """The same with no more than `fps` frames a second, after the first `skipped` frames."""
        moments = self.moments[skipped:]
        start = moments[0].time
        kept: list[Moment] = []
        for moment in moments:
            if not kept or int((moment.time - start) * fps + 1e-6) > int((kept[-1].time - start) * fps + 1e-6):
                kept.append(moment)
        return replace(self, name=f"{self.name} at {fps:g} fps", moments=tuple(kept))

    def all_at(self, fps: int) -> list[Timeline]:
        """Every series of frames that a camera of `fps` frames a second could have seen of this one of 30."""
        return [self.at(fps, skipped) for skipped in range(30 // fps)]

    def with_drops(self, share: float, seed: int) -> Timeline:
        """The same without a random `share` of its frames."""
        rng = Random(seed)
        kept = [moment for moment in self.moments if rng.random() >= share]
        return replace(self, name=f"{self.name}, {share:.0%} dropped", moments=tuple(kept))


def record(name: str, shown: Sequence[Shown], frames: Iterable[Frame], models: Path | None) -> Timeline:
    """Read every frame with the application's own pipeline.

    It looks at the last picture of a recording whenever that came, which is done here by holding it a little longer.

    Raises:
        AssistantError: the frames or the models cannot be used.
    """
    reader = FaceReader(models)
    pipeline = Pipeline(reader)
    moments = [
        Moment(f.time, pipeline.step(f.pixels, f.time).faces, (f.pixels.shape[1], f.pixels.shape[0]))
        for f in _with_last_held(frames)
    ]
    return Timeline(name, tuple(shown), tuple(moments))


def _with_last_held(frames: Iterable[Frame]) -> Iterator[Frame]:
    for frame in frames:
        yield frame
    yield replace(frame, time=frame.time + LOOK)


def labelled_clips(shared: Path, models: Path | None, labels: Path = LABELS) -> Iterator[Timeline]:
    """The clips that have been labelled by hand; one that is missing is named and left out."""
    for file in sorted(labels.glob("*.toml")):
        table = read_toml(file)
        clip = shared / table["clip"]
        if not clip.exists():
            print(f"Left out: {clip} is missing.")
            continue
        shown = [Shown(row["start"], row["end"], Expression(row["expression"])) for row in table["shown"]]
        unlabelled = tuple((row["start"], row["end"]) for row in table.get("unlabelled", ()))
        yield replace(record(file.stem, shown, VideoSource(clip).frames(), models), unlabelled=unlabelled)
