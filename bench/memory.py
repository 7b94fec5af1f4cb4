"""What a process holds, as Linux counts it.

``VmRSS`` counts pages that others share, too; ``RssAnon`` only its own; ``VmHWM`` is the highest since ``forget``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

MEGA = 1_000_000


def megabytes(name: str, process: int | None = None) -> float:
    """A line of the status of a process, of this one without a number."""
    text = Path(f"/proc/{process or os.getpid()}/status").read_text(encoding="utf-8")
    found = re.search(rf"{name}:\s+(\d+) kB", text)
    return int(found[1]) * 1024 / MEGA if found else 0.0


def forget() -> None:
    """Let the highest begin anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


def children(process: int) -> list[int]:
    """The processes that this one started."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(each) for each in found.split()]
