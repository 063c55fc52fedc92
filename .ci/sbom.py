"""What the program consists of, as a CycloneDX document: `python .ci/sbom.py > sbom.json`.

Lists the packages of `requirements.lock` that the running system installs, with hashes and licences, and the model
files that are shipped. The same lock, models and system give the same bytes: there is no date and no random number.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]

_HASH = re.compile(r"--hash=(\w+):([0-9a-f]+)")
_NAME = re.compile(r"^(?:\s*#)?\s+([A-Za-z0-9._-]+)", re.MULTILINE)
_MODELS = frozenset({".tflite", ".task", ".onnx", ".bin"})
_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \|.*\| ([A-Za-z0-9.+-]+)[^|]*\|$", re.MULTILINE)

_UNSTATED = {"espeakng-loader": "GPL-3.0-or-later"}
"""Licences of packages that state none; this one holds eSpeak NG itself."""

_MISSING = "NOASSERTION"

Component = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Locked:
    """An entry of the lock file.

    Attributes:
        requirement: name, version and the systems that install it.
        hashes: (algorithm, hexadecimal digest) of each file it may be.
        wanted_by: names of the packages that require it.
    """

    requirement: Requirement
    hashes: tuple[tuple[str, str], ...]
    wanted_by: frozenset[str]

    @property
    def name(self) -> str:
        """Of the package, in its one spelling."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version that it allows."""
        (specifier,) = self.requirement.specifier
        return specifier.version

    @property
    def wanted_here(self) -> bool:
        """Whether the running Python and system install it."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def locked(text: str) -> Iterator[Locked]:
    """The entries of a lock file."""
    for entry in re.split(r"\n(?=[^\s#])", text)[1:]:
        told, _, wanted_by = entry.partition("# via")
        requirement = told.replace("\\\n", " ").split("--hash=")[0]
        yield Locked(Requirement(requirement), tuple(_HASH.findall(told)), frozenset(_NAME.findall(wanted_by)))


def library(entry: Locked) -> Component:
    """A package: its licence is known where it is installed."""
    url = f"pkg:pypi/{entry.name}@{entry.version}"
    return {
        "type": "library",
        "bom-ref": url,
        "name": entry.name,
        "version": entry.version,
        "purl": url,
        "licenses": [_licence(entry.name, entry.version)],
        # One for each wheel, of which this system takes one.
        "properties": [{"name": f"lock:{kind}", "value": value} for kind, value in sorted(entry.hashes)],
    }


def models(own_licence: str) -> Iterator[Component]:
    """The model files that the program loads, with what is known of those besides the ensemble."""
    table = (ROOT / "assets" / "README.md").read_text(encoding="utf-8")
    others = {name: (words.strip(), licence) for name, words, licence in _ROW.findall(table)}
    for path in sorted([*(ROOT / "assets").iterdir(), *(ROOT / "models").iterdir()]):
        if path.suffix not in _MODELS:
            continue
        words, licence = others.get(path.name, ("Member of the ensemble, see models/MODEL_CARD.md", own_licence))
        name = path.relative_to(ROOT).as_posix()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {
            "type": "machine-learning-model",
            "bom-ref": name,
            "name": name,
            "description": words,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": [{"license": {"id": licence}}],
        }


def document() -> dict[str, Any]:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.search(r'__version__ = "(.+)"', (ROOT / "assistant" / "__init__.py").read_text(encoding="utf-8"))
    assert version is not None
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = [entry for entry in locked(lock) if entry.wanted_here]
    packages = {entry.name: library(entry) for entry in entries}
    shipped = list(models(project["license"]))
    needs = {
        name: {packages[entry.name]["bom-ref"] for entry in entries if name in entry.wanted_by} for name in packages
    }
    first = {packages[entry.name]["bom-ref"] for entry in entries if project["name"] in entry.wanted_by}
    edges = {packages[name]["bom-ref"]: needed for name, needed in needs.items()}
    edges[project["name"]] = first | {model["bom-ref"] for model in shipped}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": version[1],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": sorted([*packages.values(), *shipped], key=lambda part: part["bom-ref"]),
        "dependencies": [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(edges.items())],
    }


def _licence(name: str, version: str) -> Component:
    """As the installed package of that very version states it: an expression, its classifiers, or its own words."""
    unstated = _UNSTATED.get(name, _MISSING)
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return {"license": {"name": unstated}}
    if found.version == version and (expression := found.metadata.get("License-Expression")):
        return {"expression": expression}
    classifiers = [line for line in found.metadata.get_all("Classifier", []) if line.startswith("License ::")]
    words = classifiers[-1].rsplit(" :: ", 1)[-1] if classifiers else found.metadata.get("License", "").split("\n")[0]
    return {"license": {"name": words if found.version == version and words else unstated}}


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
