"""A language is added by one file and one line, followed here in a copy of the sources."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAST_LINE = '    "fr": "Français",\n'
POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the application's sources, with the tests of all languages."""
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in ("assistant", "tests/helpers"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    for name in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/test_messages.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def add(sources: Path, tag: str, name: str, content: dict[str, Any]) -> None:
    """The recipe: the file with the sentences, and the line with the language's own name."""
    lines = [f"plural = {json.dumps(content.pop('plural'))}"] if "plural" in content else []
    for table, entries in content.items():
        lines += [f"[{table}]", *(f"{key} = {json.dumps(words)}" for key, words in entries.items())]
    (sources / "assistant/languages" / f"{tag}.toml").write_text("\n".join(lines), encoding="utf-8")
    module = sources / "assistant/messages.py"
    text = module.read_text(encoding="utf-8")
    assert text.count(LAST_LINE) == 1
    module.write_text(text.replace(LAST_LINE, f'{LAST_LINE}    "{tag}": "{name}",\n'), encoding="utf-8")


def made_up() -> dict[str, Any]:
    """Sentences of a language that has three forms for a number, as Polish has."""
    english = tomllib.loads((ROOT / "assistant/languages/en.toml").read_text(encoding="utf-8"))

    def translated(words: str | list[str]) -> str | list[str]:
        if isinstance(words, list):
            return [f"{form}: {words[-1]}" for form in ("one", "few", "many")]
        return f"ą {words}"

    tables = {table: entries for table, entries in english.items() if table != "plural"}
    return {"plural": POLISH} | {
        table: {key: translated(words) for key, words in entries.items()} for table, entries in tables.items()
    }


def python(sources: Path, *arguments: str, language: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHONPATH"))}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=sources,
        env=environment | {"LANG": language, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


SAID = """
from assistant.messages import say
from assistant.settings import OPTIONS, Settings
from assistant import messages

messages.use(Settings().language)
assert messages.__file__.startswith({folder!r})
assert messages.current() in OPTIONS["language"].metadata["choices"]
print(messages.current())
for number in (0, 1, 2, 5, 12, 22, 25):
    print(say("practicepage.cards", count=number))
print(say("cue.looks", expression=say("expression.happy")))
"""


def test_a_language_with_forms_of_its_own(sources: Path) -> None:
    add(sources, "pl", "Polski", made_up())
    said = python(sources, "-c", SAID.format(folder=str(sources)), language="pl_PL.UTF-8").splitlines()
    assert said == [
        "pl",
        *("many: 0 cards", "one: 1 cards", "few: 2 cards", "many: 5 cards"),
        *("many: 12 cards", "few: 22 cards", "many: 25 cards"),
        "ą looks ą happy",
    ]
    # The tests that hold all languages to English take it in by themselves.
    options = ("-v", "-p", "no:cacheprovider", f"--basetemp={sources / 'scratch'}")
    assert "[pl] PASSED" in python(sources, "-m", "pytest", *options, "tests/test_messages.py", language="C.UTF-8")


def test_a_sentence_that_is_left_out_is_noticed(sources: Path) -> None:
    content = made_up()
    del content["cue"]["unsure"]
    content["practicepage"]["cards"].pop()
    add(sources, "pl", "Polski", content)
    options = ("-q", "-p", "no:cacheprovider", f"--basetemp={sources / 'scratch'}", "tests/test_messages.py")
    with pytest.raises(AssertionError, match="2 failed"):
        python(sources, "-m", "pytest", *options, "-k", "pl", language="C.UTF-8")


def test_a_regional_variant_holds_what_differs_alone(sources: Path) -> None:
    add(sources, "fr-CA", "Français (Canada)", {"expression": {"happy": "content"}})
    said = python(sources, "-c", SAID.format(folder=str(sources)), language="fr_CA.UTF-8").splitlines()
    assert (said[0], said[1], said[3], said[-1]) == ("fr-CA", "0 carte", "2 cartes", "semble content")
    elsewhere = python(sources, "-c", SAID.format(folder=str(sources)), language="fr_BE.UTF-8").splitlines()
    assert (elsewhere[0], elsewhere[-1]) == ("fr", "semble joyeux")
