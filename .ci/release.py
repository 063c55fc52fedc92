"""Build everything that is released, from the last commit: `python .ci/release.py --out dist`.

Wheel, sources, list of parts and checksums; with `--bundle` also what people without Python install. The same commit,
lock and system give the same bytes, whoever builds it, where and when: the tree is taken from git, and its times are
that of the commit.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_WHEEL = 25_000_000
"""Bytes. Many people have slow lines, and what is larger is seldom meant."""


class ReleaseError(Exception):
    """Why nothing is released, in one sentence with what to do."""


def documentation(tree: Path, out: Path, environment: dict[str, str]) -> None:
    """The pages as a site, which the wheel and the bundle take along."""
    _python(tree, environment, "-m", "mkdocs", "build", "--strict", "--quiet")


def packages(tree: Path, out: Path, environment: dict[str, str]) -> None:
    """The wheel, and the sources as an archive."""
    _python(tree, environment, "-m", "hatchling", "build", "-d", str(out))
    for wheel in out.glob("*.whl"):
        if (size := wheel.stat().st_size) > LARGEST_WHEEL:
            raise ReleaseError(
                f"The wheel has {size / 1e6:.1f} MB, more than {LARGEST_WHEEL / 1e6:.0f}: see what has come in."
            )


def parts(tree: Path, out: Path, environment: dict[str, str]) -> None:
    """The list of all parts."""
    (wheel,) = out.glob("*.whl")
    name = "-".join(wheel.name.split("-")[:2])
    (out / f"{name}.cdx.json").write_bytes(_python(tree, environment, ".ci/sbom.py"))


def bundle(tree: Path, out: Path, environment: dict[str, str]) -> None:
    """What people install who have no Python, for this system."""
    _python(tree, environment, ".ci/bundle/build.py", "--out", str(out))


def checksums(tree: Path, out: Path, environment: dict[str, str]) -> None:
    """The SHA-256 of everything else, as `sha256sum --check` reads them."""
    files = sorted(path for path in out.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


STEPS: tuple[Callable[[Path, Path, dict[str, str]], None], ...] = (
    documentation,
    packages,
    parts,
    bundle,
    checksums,
)
"""What is built, each from the tree into the folder of the release."""


def release(out: Path, draft: bool, bundled: bool) -> str:
    """Build all of it.

    Args:
        out: a folder that is new or empty.
        draft: whether the changelog need not have this version yet.
        bundled: whether to build the bundle too, which takes minutes.

    Returns:
        The version.

    Raises:
        ReleaseError: the folder is not empty, there is no commit, or the changelog or the wheel are not fit for it.
    """
    if out.exists() and any(out.iterdir()):
        raise ReleaseError(f"{out} is not empty: give another folder.")
    try:
        time = _git("log", "-1", "--format=%ct").decode().strip()
        archive = _git("archive", "--format=tar", "HEAD")
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReleaseError("There is no commit here to release: run this in a clone of the project.") from error
    environment = os.environ | {"SOURCE_DATE_EPOCH": time, "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        version = _version(tree, draft)
        out.mkdir(parents=True, exist_ok=True)
        for step in STEPS:
            if step is bundle and not bundled:
                continue
            step(tree, out.resolve(), environment)
    return version


def _version(tree: Path, draft: bool) -> str:
    """As the program states it; the changelog must know it and its date."""
    source = (tree / "assistant" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    assert found is not None
    heading = rf"^## \[{re.escape(found[1])}\] - \d{{4}}-\d\d-\d\d$"
    if not draft and not re.search(heading, (tree / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE):
        raise ReleaseError(
            f'CHANGELOG.md has no heading "## [{found[1]}] - YEAR-MONTH-DAY": put what is unreleased below one, '
            "or give --draft."
        )
    return found[1]


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True).stdout


def _python(tree: Path, environment: dict[str, str], *words: str) -> bytes:
    done = subprocess.run([sys.executable, *words], cwd=tree, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise ReleaseError(f"{' '.join(words)} failed:\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        description="Build wheel, sources, list of parts and checksums from the last commit."
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), help="a new or empty folder (default: dist)")
    parser.add_argument("--draft", action="store_true", help="also where the changelog does not have this version yet")
    parser.add_argument("--bundle", action="store_true", help="also what is installed without Python, for this system")
    wanted = parser.parse_args(arguments)
    try:
        version = release(wanted.out, wanted.draft, wanted.bundle)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{version}: {', '.join(sorted(path.name for path in wanted.out.iterdir()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
