"""Joint missions: sets of nearby actors with recent travel to, or agreements with, the same country, and their score.

A set is a cluster of the actors of one country, or those around one place; each score is a weighted mean of four parts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.insights.distance import great_circle_miles, miles_between
from dashboard.insights.tally import EACH_ROW, Tally

TRAVEL = ("outgoing_delegation", "trade_mission")
AGREEMENTS = ("sister_agreement", "memorandum", "legislative_act")
COUNTED = (*AGREEMENTS, *TRAVEL)
"""The types that count for a joint mission, in vocabulary order."""

WEIGHTS: Mapping[str, float] = {"recency": 0.4, "nearness": 0.2, "issues": 0.2, "formality": 0.2}
"""Part → weight; a choice of ours, published here and on the page. Each part runs from 0 to 1."""

FEWEST = 2


@dataclass(frozen=True)
class Mission:
    """A set of ``actors`` (slugs) for one ``country``: ``parts`` and ``miles`` as the score counts them.

    ``rows``: engagements counted; ``count``: the same by the tally; ``latest``: the newest start date among them
    (partial, ISO 8601).
    """

    country: str
    actors: tuple[str, ...]
    rows: int
    count: float
    miles: float
    latest: str
    parts: Mapping[str, float]

    @property
    def score(self) -> float:
        """The weighted mean of the parts, 0 to 1."""
        return sum(WEIGHTS[name] * value for name, value in self.parts.items())


@dataclass(frozen=True)
class Window:
    """The years that count, and the miles within which places are near each other."""

    since: int
    until: int
    within: float


def counted_rows(engagements: pd.DataFrame, since: int) -> pd.DataFrame:
    """The engagements that count: of the counted types, not ended, with a country, started in ``since`` or later."""
    is_counted = engagements["engagement_type"].isin(COUNTED) & (engagements["status"] != "ended")
    return engagements[is_counted & (engagements["counterpart_country"] != "") & (engagements["year"] >= since)]


def missions(
    engagements: pd.DataFrame, actors: pd.DataFrame, window: Window, seed: str = "", tally: Tally = EACH_ROW
) -> list[Mission]:
    """All sets of two actors or more, best score first; equal scores by actors, then engagements, then country.

    ``engagements``: id, actor, engagement_type, counterpart_country, issues, start_date, sort_date, year,
    status. ``actors``:
    slug, latitude, longitude. Without ``seed`` every country's actors are parted by complete linkage cut at
    ``window.within``, so that no two of a set are further apart (T. Sørensen 1948; D. Defays, "An efficient algorithm
    for a complete link method", The Computer Journal 20(4), 1977). With one, a set is all that is that near to it.
    """
    seats = _seats(actors)
    rows = counted_rows(engagements, window.since)
    counted = rows.assign(counted=tally.values(rows))
    by_country = _traces(counted, seats, _around(seed, seats, window.within))
    found = [
        _mission(country, {slug: traces[slug] for slug in slugs}, seats, window, seed, tally)
        for country, traces in by_country.items()
        for slugs in _sets(sorted(traces), seats, window.within, bool(seed))
    ]
    return sorted(
        found, key=lambda each: (-round(each.score, 9), -len(each.actors), -each.rows, each.country, each.actors)
    )


@dataclass
class _Trace:
    """What one actor has of one country."""

    rows: int = 0
    counted: list[Hashable] = field(default_factory=list)
    newest: int = 0
    latest: tuple[str, str] = ("", "")
    has_agreement: bool = False
    issues: set[str] = field(default_factory=set)


Seats = Mapping[str, tuple[float, float]]


def _seats(actors: pd.DataFrame) -> Seats:
    known = actors.dropna(subset=["latitude", "longitude"])
    return dict(zip(known["slug"], zip(known["latitude"], known["longitude"], strict=True), strict=True))


def _traces(rows: pd.DataFrame, seats: Seats, near: frozenset[str]) -> dict[str, dict[str, _Trace]]:
    """Country → actor → trace, of the actors that are near."""
    found: dict[str, dict[str, _Trace]] = {}
    columns = ("counterpart_country", "actor", "engagement_type", "issues", "sort_date", "start_date", "year")
    named = (*columns, "counted")
    for country, actor, kind, issues, end, start, year, counted in zip(*(rows[name] for name in named), strict=True):
        if actor in seats and actor in near:
            trace = found.setdefault(country, {}).setdefault(actor, _Trace())
            trace.rows += 1
            trace.counted.append(counted)
            trace.newest, trace.latest = max(trace.newest, int(year)), max(trace.latest, (end, start))
            trace.has_agreement |= kind in AGREEMENTS
            trace.issues |= set(issues.split("|"))
    return found


def _around(seed: str, seats: Seats, within: float) -> frozenset[str]:
    """The actors that count: all of them without a seed."""
    slugs = list(seats)
    if not seed:
        return frozenset(slugs)
    miles = _miles_from(seed, slugs, seats)
    return frozenset(slug for slug, distance in zip(slugs, miles, strict=True) if distance <= within)


def _sets(slugs: list[str], seats: Seats, within: float, is_one: bool) -> Iterator[list[str]]:
    """The actors of one country, parted into sets."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(slugs) < FEWEST:
        return
    if is_one:
        yield slugs
        return
    numbers = fcluster(linkage(squareform(_miles_among(slugs, seats), checks=False), "complete"), within, "distance")
    for number in sorted(set(numbers)):
        members = [slug for slug, own in zip(slugs, numbers, strict=True) if own == number]
        if len(members) >= FEWEST:
            yield members


def _mission(
    country: str, traces: Mapping[str, _Trace], seats: Seats, window: Window, seed: str, tally: Tally
) -> Mission:
    slugs, each = tuple(traces), traces.values()
    others = [slug for slug in slugs if slug != seed]
    among = _miles_among(list(slugs), seats)[np.triu_indices(len(slugs), 1)]
    miles = float((_miles_from(seed, others, seats) if seed else among).mean())
    span = window.until - window.since + 1
    parts = {
        "recency": sum(1 - max(0, window.until - trace.newest) / span for trace in each) / len(slugs),
        "nearness": max(0.0, 1 - miles / window.within),
        "issues": _mean_jaccard([trace.issues for trace in each]),
        "formality": sum(trace.has_agreement for trace in each) / len(slugs),
    }
    rows, count = sum(trace.rows for trace in each), tally.total([of for trace in each for of in trace.counted])
    return Mission(country, slugs, rows, count, miles, max(trace.latest for trace in each)[1], parts)


def _miles_among(slugs: list[str], seats: Seats) -> npt.NDArray[np.float64]:
    places = np.array([seats[slug] for slug in slugs])
    miles = miles_between(places[:, 0], places[:, 1])
    np.fill_diagonal(miles, 0)
    return miles


def _miles_from(seed: str, slugs: list[str], seats: Seats) -> npt.NDArray[np.float64]:
    places = np.array([seats[slug] for slug in slugs])
    return great_circle_miles(*seats[seed], places[:, 0], places[:, 1])


def _mean_jaccard(sets: list[set[str]]) -> float:
    """Mean over all pairs of shared issues by all issues of the two (P. Jaccard, New Phytologist 11(2), 1912)."""
    pairs = list(combinations(sets, 2))
    return sum(len(one & other) / (len(one | other) or 1) for one, other in pairs) / len(pairs)
