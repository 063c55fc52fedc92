"""Habits of this project that no checker knows: sizes, places, and a reason beside everything that is switched off."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.helpers.places import ROOT

PRODUCT = ("assistant", "training")
CHECKED = (*PRODUCT, "tests", "benchmarks")
LONGEST = {"assistant": 300, "training": 300, "tests": 400, "benchmarks": 400}
"""Lines of a file; more than that is more than one idea."""

TYPICAL = 120
"""Lines of the median file of the product."""

TESTED_ELSEWHERE = {
    "assistant/app.py": "tests/ui, the window with all its parts; tests/test_cli.py",
    "assistant/ui/pages/label_page.py": "tests/ui/controllers/test_label_only.py",
    "assistant/ui/sight.py": "its values are what the views show",
    "assistant/drawn_faces": "tests/drawn_faces/test_rasterizer.py: the parts of a face are seen only in a face",
    "assistant/practice/cards.py": "its values are what the other tests of practice compare",
    "assistant/adapters/capture/source_file.py": "tests/adapters/capture/test_sources.py",
    "assistant/adapters/capture/video_file.py": "tests/faults/test_names.py",
    "assistant/adapters/voices/engine.py": "tests/adapters/voices/test_selection.py",
    "assistant/adapters/voices/engines.py": "it is a table",
    "assistant/adapters/desktop/global_key/keysyms.py": "tests/adapters/desktop/global_key/test_x11.py",
    "assistant/cues/frame_readings.py": "it has no logic",
    "assistant/cues/preferences.py": "its values are what the other tests of cues choose",
    "assistant/practice/progress_file.py": "tests/practice/test_progress.py; tests/faults/test_answers.py",
    "assistant/system/checksum.py": "tests/adapters/models/test_litert.py",
    "assistant/system/resources.py": "tests/ui/controllers/test_about.py",
    "assistant/errors.py": "it has no logic",
    "assistant/directions.py": "it has no logic",
    "assistant/ports.py": "it has no logic",
    "training/commands": "tests/training/test_cli.py",
    "training/errors.py": "it has no logic",
    "training/fit/logs.py": "tests/faults/test_full_disk_training.py: it says what finds no room",
    "training/fit/requirements.py": "tests/training/fit/test_loop.py; tests/training/fit/test_parallel.py",
    "training/networks": "tests/training/networks/test_networks.py, which builds each family",
}
"""Modules without a test file of their own name, and what tests them."""

SWITCHES = re.compile(r"#\s*(?:ruff:\s*)?noqa|#\s*type:\s*ignore|#\s*pragma:")
REASONED = re.compile(
    r"#\s*(?:(?:ruff:\s*)?noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z,\s-]+\]|pragma:\s*no cover)"
    r"(?:\s*#\s*(?:noqa:\s*[A-Z]+\d+|type:\s*ignore\[[a-z,\s-]+\]))*"
    r"\s*(?:#|-|\()\s*(?!noqa|type:)\w.{4,}"
)
"""What is switched off by name, followed by why."""


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("folder", CHECKED)
def test_no_file_holds_more_than_one_idea(folder: str) -> None:
    long = {path.relative_to(ROOT).as_posix(): length(path) for path in modules(folder)}
    long = {name: lines for name, lines in long.items() if lines > LONGEST[folder]}
    assert not long, "split what has become two things"


def test_the_typical_file_is_short() -> None:
    assert median(length(path) for path in modules(*PRODUCT) if path.name != "__init__.py") <= TYPICAL


def mirrored(module: Path) -> Path:
    """Where the test file of a module lies."""
    place = module.relative_to(ROOT)
    folder = place.parent.relative_to("assistant") if place.parts[0] == "assistant" else place.parent
    return ROOT / "tests" / folder / f"test_{module.name}"


def excused(module: Path) -> str | None:
    place = module.relative_to(ROOT)
    return next((str(p.as_posix()) for p in (place, *place.parents) if p.as_posix() in TESTED_ELSEWHERE), None)


def test_every_module_has_its_test_file_or_a_word_on_what_tests_it() -> None:
    alone = [path for path in modules(*PRODUCT) if not path.name.startswith("__") and not mirrored(path).exists()]
    assert not [str(path.relative_to(ROOT)) for path in alone if excused(path) is None]
    used = {excused(path) for path in alone}
    assert not sorted(set(TESTED_ELSEWHERE) - used), "each has a test file of its own now"
    named = {word for reason in TESTED_ELSEWHERE.values() for word in re.findall(r"tests/[\w/.]*\w", reason)}
    assert not [name for name in named if not (ROOT / name).exists()]


def comments(path: Path) -> Iterator[tuple[int, str]]:
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


@pytest.mark.parametrize("folder", CHECKED)
def test_whatever_is_switched_off_says_why(folder: str) -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{line}: {comment}"
        for path in modules(folder)
        for line, comment in comments(path)
        if SWITCHES.search(comment) and not REASONED.search(comment)
    ]
    assert not bare, "\n".join(bare)


@pytest.mark.parametrize(
    ("comment", "says_why"),
    [
        ("# noqa: N802 - Qt's name", True),
        ("# type: ignore[override] # noqa: N802 (Qt's name)", True),
        ("# noqa: N802", False),
        ("# noqa", False),
        ("# type: ignore", False),
        ("# type: ignore[override] # noqa: N802", False),
        ("# ruff: noqa: PLC0415 # only on Linux", True),
    ],
)
def test_a_reason_is_told_from_a_name(comment: str, says_why: bool) -> None:
    assert SWITCHES.search(comment)
    assert bool(REASONED.search(comment)) is says_why


def test_no_test_waits_for_so_and_so_long() -> None:
    """What is to come is waited for with `wait_until`; beside a wait for what is to stay away stands what that is."""
    waits = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules("tests")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "qWait(" in line and "  # " not in line
    ]
    assert not waits, ", ".join(waits)
