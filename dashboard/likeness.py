"""Likely duplicates: engagements of a table that a proposed one may be again, with a score and the reasons.

Whether it is one, a person decides; exactly the same meaning is told by ``fingerprints``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from rapidfuzz import fuzz

from dashboard.fingerprints import actor_key, counterpart_key
from dashboard.saying import later
from dashboard.schema import FAMILY_OF_TYPE
from dashboard.suggestions import fold

LIKELY = 75
"""Score (0 to 100) from which an engagement is named as a likely duplicate."""

LASTING = frozenset({"sister_agreement", "network_membership"})
"""Types of which two sides have one: it is the same whatever year it is said to have begun."""

COLUMNS = (
    "id", "us_actor", "us_level", "us_city", "us_state", "engagement_type", "counterpart", "counterpart_level",
    "counterpart_country", "start_date", "title",
)  # fmt: skip

Row = Mapping[str, str]
Block = tuple[str, str, str]
"""Actor or city, counterpart's country (or its own name, for networks), family."""


@dataclass(frozen=True)
class Likely:
    """An engagement that may be the same; ``reasons``: what both have, to be said by ``in_words``."""

    id: str
    title: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class KnownEngagements:
    """The rows of a table by blocks that likely duplicates share: only those are compared."""

    blocks: Mapping[Block, list[Row]]


def known_engagements(table: pd.DataFrame) -> KnownEngagements:
    """Block a table with the schema's columns; a quarter of a second for four thousand rows."""
    blocks: dict[Block, list[Row]] = defaultdict(list)
    for values in table[list(COLUMNS)].itertuples(index=False, name=None):
        row = dict(zip(COLUMNS, values, strict=True))
        for block in _blocks(row):
            blocks[block].append(row)
    return KnownEngagements(blocks)


def likely_duplicates(proposed: Row, known: KnownEngagements, limit: int = 3) -> list[Likely]:
    """The engagements that ``proposed`` (the schema's columns) may be, best first; none below LIKELY."""
    candidates = {row["id"]: row for block in _blocks(proposed) for row in known.blocks.get(block, ())}
    found = [likely for row in candidates.values() if (likely := _compared(proposed, row)).score >= LIKELY]
    return sorted(found, key=lambda each: (-each.score, each.id))[:limit]


def _blocks(row: Row) -> Iterator[Block]:
    """By the actor, and by its city: an agency of a city may be meant where the city is named."""
    family = FAMILY_OF_TYPE.get(row["engagement_type"], "")
    there = row["counterpart_country"] or counterpart_key(row)
    yield actor_key(row), there, family
    if row["us_city"]:
        yield f"{fold(row['us_city'])} in {row['us_state']}", there, family


def _compared(proposed: Row, row: Row) -> Likely:
    """Points for the actor (at most 35), the counterpart (30), the type (15), the year (15) and the title (5)."""
    parts = [part(proposed, row) for part in (_actor, _counterpart, _type, _year)]
    title = fuzz.token_set_ratio(_folded(proposed["title"]), _folded(row["title"]))
    impossible = any(points is None for points, _ in parts)
    score = 0 if impossible else sum(points or 0 for points, _ in parts) + round(title / 20)
    reasons = [reason for _, reason in parts if reason] + ([later("similar title")] if title >= 90 else [])
    return Likely(row["id"], row["title"], score, tuple(reasons))


@lru_cache(50_000)
def _folded(title: str) -> str:
    return fold(title)


Points = tuple[int | None, str]


def _actor(proposed: Row, row: Row) -> Points:
    return (
        (35, later("same actor"))
        if actor_key(proposed) == actor_key(row)
        else (25, later("same city, {city}", city=row["us_city"]))
    )


def _counterpart(proposed: Row, row: Row) -> Points:
    if counterpart_key(proposed) == counterpart_key(row):
        return 30, later("same counterpart")
    national = "national" in (proposed["counterpart_level"], row["counterpart_level"])
    same_type = proposed["engagement_type"] == row["engagement_type"]
    return (22, later("same country")) if national and same_type else (None, "")


def _type(proposed: Row, row: Row) -> Points:
    same = proposed["engagement_type"] == row["engagement_type"]
    return (15, later("same type")) if same else (8, later("type of the same family"))


def _year(proposed: Row, row: Row) -> Points:
    """The same year 15, one apart 10; not known 8; farther apart only what lasts can be the same."""
    first, second = proposed["start_date"], row["start_date"]
    if not (first and second):
        return 8, later("one of them undated")
    apart = abs(int(first[:4]) - int(second[:4])) if first[:4].isdecimal() and second[:4].isdecimal() else 99
    if apart > 1:
        lasting = {proposed["engagement_type"], row["engagement_type"]} <= LASTING
        return (5, later("begun {n} years apart", n=apart)) if lasting else (None, "")
    if len(first) == len(second) == len("2019-05-03") and first[:7] != second[:7] and not apart:
        return 10, later("same year")
    return (15, later("same year")) if not apart else (10, later("a year apart"))
