"""The lock satisfies what the project requires, with a hash for every file, and the list of parts is complete."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from types import ModuleType

import pytest
from cyclonedx.schema import SchemaVersion
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.helpers.places import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

SYSTEMS = ("linux", "win32", "darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def script(name: str) -> ModuleType:
    """A script of .ci, which is no package."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SBOM, AUDIT = script("sbom"), script("audit")
ENTRIES = list(SBOM.locked(LOCK))


def applies(requirement: Requirement, system: str, python: str) -> bool:
    names = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}
    environment = {
        "sys_platform": system,
        "platform_system": names[system],
        "python_version": python,
        "python_full_version": f"{python}.4",
    }
    return requirement.marker is None or requirement.marker.evaluate(environment)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_on_every_system_the_lock_holds_one_fitting_version_of_each_dependency(system: str, python: str) -> None:
    versions: dict[str, list[str]] = {}
    for entry in ENTRIES:
        if applies(entry.requirement, system, python):
            versions.setdefault(entry.name, []).append(entry.version)
    assert [name for name, found in versions.items() if len(found) > 1] == []
    for wanted in map(Requirement, PROJECT["dependencies"]):
        if applies(wanted, system, python):
            (version,) = versions[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version), wanted


def test_every_entry_has_hashes_and_none_names_a_place_to_fetch_from() -> None:
    assert len(ENTRIES) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE))
    for entry in ENTRIES:
        assert entry.hashes, entry.name
        assert {kind for kind, _ in entry.hashes} == {"sha256"}
        assert all(len(digest) == 64 for _, digest in entry.hashes)
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_the_list_of_parts_is_valid_and_the_same_each_time() -> None:
    # At the top, every worker would wait for it while it collects the tests.
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 # it compiles grammars for seconds

    made = [subprocess.run([sys.executable, ROOT / ".ci" / "sbom.py"], capture_output=True, check=True) for _ in "12"]
    assert made[0].stdout == made[1].stdout
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(made[0].stdout.decode())
    assert fault is None


def test_the_list_of_parts_holds_every_locked_package_and_every_shipped_model() -> None:
    document = SBOM.document()
    parts = {part["bom-ref"]: part for part in document["components"]}
    here = {f"pkg:pypi/{entry.name}@{entry.version}" for entry in ENTRIES if entry.wanted_here}
    assert here < parts.keys()
    manifest = json.loads((ROOT / "models" / "ensemble.json").read_text(encoding="utf-8"))
    for member in manifest["members"]:
        assert parts[f"models/{member['file']}"]["hashes"] == [{"alg": "SHA-256", "content": member["sha256"]}]
    for path in (ROOT / "assets").glob("*.t*"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert parts[f"assets/{path.name}"]["hashes"][0]["content"] == digest
        # What lies beside the ensemble is in the table with its licence.
        assert f"| `{path.name}` |" in (ROOT / "assets" / "README.md").read_text(encoding="utf-8")
    (detector,) = (part for name, part in parts.items() if name.endswith("face_detection_short_range.tflite"))
    assert "BlazeFace" in detector["description"]
    assert parts[next(name for name in parts if "espeakng-loader" in name)]["licenses"] == [
        {"license": {"name": "GPL-3.0-or-later"}}
    ]


def test_every_part_is_reached_from_the_program() -> None:
    document = SBOM.document()
    needs = {edge["ref"]: edge["dependsOn"] for edge in document["dependencies"]}
    reached, ahead = set(), [PROJECT["name"]]
    while ahead:
        part = ahead.pop()
        if part not in reached:
            reached.add(part)
            ahead += needs.get(part, [])
    assert {part["bom-ref"] for part in document["components"]} <= reached


def package(**more: object) -> dict[str, object]:
    return {"name": "numpy", "version": "2.4.6", "vulns": []} | more


def test_an_audit_fails_for_what_is_known_and_says_when_nothing_was_asked() -> None:
    flaw = {"id": "PYSEC-1", "fix_versions": ["2.4.7"]}
    code, words = AUDIT.judge({"dependencies": [package(), package(vulns=[flaw])]})
    assert code == 1
    assert "numpy 2.4.6: PYSEC-1, mended in 2.4.7" in words
    assert AUDIT.judge({"dependencies": [package()]}) == (0, "Audited 1 packages, 0 known vulnerabilities.")
    silent = {"name": "numpy", "skip_reason": "not found"}
    for report in (None, {"dependencies": []}, {"dependencies": [silent]}):
        code, words = AUDIT.judge(report)
        assert code == 0
        assert words.startswith("Audit skipped")


def test_an_audit_does_not_wait_beyond_its_deadline() -> None:
    assert AUDIT.ask(ROOT / "requirements.lock", deadline=0.01) is None
