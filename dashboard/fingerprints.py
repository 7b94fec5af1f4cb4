"""The fingerprint of an engagement: the same for the same meaning, whatever the spelling, order or source.

It tells what was loaded before; what is merely alike is in ``likeness``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from dashboard.schema import ISSUE_SEPARATOR
from dashboard.slugs import core, slugify

LENGTH = 16
"""Hexadecimal digits: two of a million engagements share one with a chance of one in thirty million."""


def fingerprint_of(engagement: Mapping[str, str]) -> str:
    """Hexadecimal digits of what an engagement means: both sides, type, start, issues in any order, title.

    Names are compared as slugs, without "City of"; spellings that mean one thing are settled before.
    """
    meaning = (
        actor_key(engagement),
        counterpart_key(engagement),
        engagement["engagement_type"],
        engagement["start_date"],
        ISSUE_SEPARATOR.join(sorted(engagement["issues"].split(ISSUE_SEPARATOR))),
        _slug(engagement["title"]),
    )
    return hashlib.sha256("\n".join(meaning).encode()).hexdigest()[:LENGTH]


def actor_key(engagement: Mapping[str, str]) -> str:
    """The U.S. actor's name and state, the same for "City of Austin" and "Austin"."""
    return _key(engagement["us_actor"], engagement["us_level"], engagement["us_state"])


def counterpart_key(engagement: Mapping[str, str]) -> str:
    """The counterpart's name and country, in the same way."""
    return _key(engagement["counterpart"], engagement["counterpart_level"], engagement["counterpart_country"])


@lru_cache(100_000)
def _key(name: str, level: str, place: str) -> str:
    return f"{slugify(core(name, level, place, '').name)} {level} {place}"


@lru_cache(100_000)
def _slug(text: str) -> str:
    return slugify(text)
