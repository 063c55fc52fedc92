"""Ask whether a locked package is known to be vulnerable: `python .ci/audit.py`.

A finding fails; a service that does not answer within the deadline does not, and that is said.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"

DEADLINE = 120.0
"""Seconds for all questions together."""

_ONE_QUESTION = 10
"""Seconds for each of them."""

Report = dict[str, Any]


def ask(lock: Path, deadline: float = DEADLINE) -> Report | None:
    """What pip-audit reports of the packages that this system installs; None where there was no answer in time."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", str(_ONE_QUESTION)]
    try:
        asked = subprocess.run([*command, *options], capture_output=True, text=True, timeout=deadline, check=False)
        report: Report = json.loads(asked.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return report


def judge(report: Report | None) -> tuple[int, str]:
    """The exit code and the words for a report."""
    packages = report["dependencies"] if report else []
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        return 0, "Audit skipped: the service of known vulnerabilities does not answer."
    found = [
        f"{package['name']} {package['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none'}"
        for package in audited
        for flaw in package["vulns"]
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    words = [f"Audited {len(audited)} packages, {len(found)} known vulnerabilities.", *found]
    if skipped:
        words.append(f"Not known to the service: {', '.join(skipped)}.")
    return int(bool(found)), "\n".join(words)


def main() -> int:
    """Say what was found; 1 where something was, 2 where nobody could ask."""
    if importlib.util.find_spec("pip_audit") is None:
        print('pip-audit is missing: python -m pip install ".[supply]"', file=sys.stderr)
        return 2
    code, words = judge(ask(LOCK))
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
