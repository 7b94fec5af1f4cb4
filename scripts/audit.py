"""Are there known flaws in the locked packages? pip-audit asks the service that knows; here its answer is judged.

Exit 0: all were looked up and none is known. 1: there are flaws. 3: the service could not be asked, or not of all, so
nothing is known; with ``--where-reachable`` that is said and ends with 0, for runs on machines without a way there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "deploy" / "requirements.txt"

FINE, FLAWED, UNKNOWN = 0, 1, 3
SECONDS = 300


def judged(answer: str) -> tuple[int, str]:
    """What pip-audit's JSON says, as an exit code and sentences; '' for an answer that never came."""
    try:
        packages: Sequence[Mapping[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN, "Not audited: the service that knows of flaws could not be asked."
    flaws = [
        f"{each['name']} {each['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none yet'}"
        for each in packages
        for flaw in each.get("vulns", ())
    ]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    if flaws:
        return FLAWED, "\n".join(["Known flaws:", *flaws])
    if skipped or not packages:
        return UNKNOWN, f"Not audited: the service knows nothing of {len(skipped)} of {len(packages)} packages."
    return FINE, f"No known flaws in {len(packages)} packages."


def asked(lock: Path) -> str:
    """pip-audit's answer as JSON, '' where it gave none."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    try:
        return subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        ).stdout
    except subprocess.TimeoutExpired:
        return ""


def main(words: Sequence[str]) -> int:
    """Ask and say."""
    code, said = judged(asked(LOCK))
    print(said)
    return FINE if code == UNKNOWN and "--where-reachable" in words else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
