"""What of the queue an address of the reviewers' pages asks for, and the address that asks for it.

The queue itself is in ``store.queue``.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.contribute.typed import asked, number
from dashboard.language import Spoken, pgettext
from dashboard.schema import TRACKS
from dashboard.store.queue import Filter
from dashboard.store.submissions import KINDS, STATES

STATE_CHOICES: Mapping[str, str] = Spoken(
    lambda: {"open": pgettext("proposals", "Open"), **STATES, "all": pgettext("proposals", "All")}
)


def read_filter() -> Filter:
    """The filter that the address of the request asks for; what is not known is passed over."""
    state = asked("state")
    return Filter(
        state="" if state == "all" else state if state in STATES else "open",
        track=_one_of(asked("track"), TRACKS),
        kind=_one_of(asked("kind"), KINDS),
        q=asked("q"),
        submission=number(asked("submission")) or None,
    )


def query_of(filters: Filter, **more: object) -> str:
    """The part of an address after '?', '' where nothing is asked for; ``more``: further parameters, empty ones not."""
    pairs = {
        "state": "" if filters.state == "open" else filters.state or "all",
        "track": filters.track,
        "kind": filters.kind,
        "q": filters.q,
        "submission": filters.submission,
        **more,
    }
    return urlencode({name: value for name, value in pairs.items() if value})


def address_of(path: str, filters: Filter, **more: object) -> str:
    """A path with what is asked for."""
    query = query_of(filters, **more)
    return f"{path}?{query}" if query else path


def _one_of(value: str, allowed: Mapping[str, str]) -> str:
    return value if value in allowed else ""
