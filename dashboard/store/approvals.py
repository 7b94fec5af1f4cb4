"""What the steps of a proposal say: who approved it as it stands, and what an edit changed. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.store.changes import Row, differences


def approvals(steps: Sequence[Mapping[str, Any]]) -> set[str]:
    """Who approved a proposal as it stands, since it was last edited, answered or asked about."""
    approved: set[str] = set()
    for step in steps:
        if step["action"] in ("edited", "answered", "asked"):
            approved.clear()
        elif step["action"] == "approved":
            approved.add(step["who"])
    return approved


def edit_in_words(sent: Row, wanted: Row, state: str) -> str:
    """What an edit changed, so that what was sent is not lost."""
    if state == "merged":
        return f"takes {', '.join(wanted)}"
    changed = differences(sent, wanted)
    return "; ".join(f"{name}: {old or 'empty'} → {new or 'empty'}" for name, old, new in changed)
