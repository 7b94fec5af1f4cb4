"""Opportunities: the answers to a question, from the published table: who else, joint missions, merge candidates,
gaps against peers, countries to begin with.

The methods are in ``insights``; every answer is kept as long as the table is. The page is in ``pages``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard import schema
from dashboard.asking import Question
from dashboard.insights.collaborative import bipartite, popularity, ranked
from dashboard.insights.company import Companion, company
from dashboard.insights.merging import MERGED_LEVELS, MergeCandidate, merge_candidates
from dashboard.insights.missions import COUNTED, Mission, Window, counted_rows, missions
from dashboard.insights.peers import Gap, Peers, gaps, peers_of, shares
from dashboard.insights.seats import seated
from dashboard.insights.tally import Tally
from dashboard.published import Published
from dashboard.selection import Selection

COLUMNS = (
    *("id", "actor", "us_state", "us_level", "engagement_type", "counterpart_slug", "counterpart_country"),
    *("counterpart_level", "network", "issues", "start_date", "sort_date", "status", "source_name", "source_url"),
)

NOT_ENDED = tuple(status for status in schema.STATUSES if status != "ended")


@dataclass(frozen=True)
class Suggestion:
    """A country that is not recorded for the place: actors that have it, and their engagements in all, as counted."""

    country: str
    actors: int
    count: float


@dataclass(frozen=True)
class Findings:
    """All answers, counted in the unit of the question. ``own``: what the place has that the question is about;
    ``share``: what the peers have on record of it, None where neither country nor issue is chosen.
    """

    question: Question
    own: float
    company: tuple[Companion, ...]
    missions: tuple[Mission, ...]
    merging: tuple[MergeCandidate, ...]
    peers: Peers | None
    share: Gap | None
    gaps: tuple[Gap, ...]
    suggestions: tuple[Suggestion, ...]


def last_year(published: Published) -> int:
    """The year of the table's last update; of an empty table, the first that can be."""
    return int(published.updated[:4] or schema.FIRST_YEAR)


def facts(published: Published) -> pd.DataFrame:
    """The whole table as the methods take it: ``COLUMNS`` as text, year (float, NaN where undated), other (counterpart
    or network), and tie (actor and other).

    Columns of Python's own text: they are gone through row by row, which Arrow's make three times as slow.
    """

    def read() -> pd.DataFrame:
        rows = published.rows(Selection(), "id", COLUMNS)
        frame = pd.DataFrame({name: rows[name].to_list() for name in COLUMNS}, dtype=object)
        other = frame["network"].where(frame["network"] != "", frame["counterpart_slug"])
        year = pd.to_numeric(frame["start_date"].str[:4], errors="coerce")
        return frame.assign(other=other, tie=frame["actor"] + "/" + other, year=year)

    return published.study("facts of opportunities", read)


def seats(published: Published) -> pd.DataFrame:
    """The register of actors with the coordinates of their seats."""
    reference = published.reference
    return published.study(
        "seats of actors", lambda: seated(published.registers.actors, reference.states, reference.places)
    )


def has_seat(actors: pd.DataFrame, place: str) -> bool:
    """Whether it is known where the actor sits."""
    return bool(actors.loc[actors["slug"] == place, "latitude"].notna().any())


def findings(published: Published, question: Question) -> Findings:
    """Everything the page says to a question, kept for the table."""
    return published.study(("opportunities", question), lambda: _find(published, question))


def selection_of(
    published: Published, question: Question, actors: Iterable[str] = (), **clauses: str | tuple[str, ...]
) -> Selection:
    """The rows of some actors that the question is about: its country and issue, unless ``clauses`` say otherwise."""
    asked: dict[str, str | tuple[str, ...]] = {"country": question.country, "issue": question.issue, **clauses}
    selection = Selection()
    for name, value in {**asked, "actor": tuple(actors)}.items():
        values = (value,) if isinstance(value, str) else value
        if values and values != ("",):
            selection = selection.with_values(name, values, published.catalogue)
    return selection


def rows_of_mission(published: Published, question: Question, mission: Mission) -> Selection:
    """The engagements that a mission counts."""
    selection = selection_of(
        published, question, mission.actors, country=mission.country, type=COUNTED, status=NOT_ENDED
    )
    return selection.with_years(question.since, None)


def mission_rows(published: Published, question: Question, mission: Mission) -> pd.DataFrame:
    """The same as a frame of ``facts``."""
    rows = counted_rows(_of_issue(facts(published), question.issue), question.since)
    return rows[(rows["counterpart_country"] == mission.country) & rows["actor"].isin(mission.actors)]


def rows_of_merging(published: Published, question: Question, candidate: MergeCandidate) -> Selection:
    """The engagements that a merge candidate counts."""
    return selection_of(
        published,
        question,
        country="",
        state=candidate.state,
        counterpart=candidate.counterpart,
        counterpart_level=MERGED_LEVELS,
        status=NOT_ENDED,
    )


def _find(published: Published, question: Question) -> Findings:
    everything, actors, tally = facts(published), seats(published), tally_of(question)
    asked = _asked_about(everything, question)
    place = question.place
    peers, share, missing = _against_peers(asked, actors, published, question)
    return Findings(
        question,
        own=tally.of(asked[asked["actor"] == place]),
        company=tuple(company(place, asked, everything, actors, float(question.within), tally))
        if place and (question.country or question.issue)
        else (),
        missions=tuple(_missions(asked, actors, question)),
        merging=tuple(_merging(asked, published.state_of_actor.get(place, ""), tally)),
        peers=peers,
        share=share,
        gaps=tuple(missing),
        suggestions=tuple(_suggestions(_of_issue(everything, question.issue), place, tally)) if place else (),
    )


def tally_of(question: Question) -> Tally:
    """How the rows that a question is about are counted."""
    return Tally(question.look.unit, (question.issue,) if question.issue else ())


def _asked_about(engagements: pd.DataFrame, question: Question) -> pd.DataFrame:
    rows = _of_issue(engagements, question.issue)
    return rows[rows["counterpart_country"] == question.country] if question.country else rows


def _of_issue(engagements: pd.DataFrame, issue: str) -> pd.DataFrame:
    if not issue:
        return engagements
    return engagements[[issue in codes.split(schema.ISSUE_SEPARATOR) for codes in engagements["issues"]]]


def _missions(asked: pd.DataFrame, actors: pd.DataFrame, question: Question) -> list[Mission]:
    window = Window(question.since, question.until, float(question.within))
    place, tally = question.place, tally_of(question)
    if not place:
        return missions(asked, actors, window, tally=tally)
    if has_seat(actors, place):
        return missions(asked, actors, window, place, tally)
    state_of = dict(zip(actors["slug"], actors["state"], strict=True))
    every = missions(asked, actors, window, tally=tally)
    return [each for each in every if any(state_of[actor] == state_of[place] for actor in each.actors)]


def _merging(asked: pd.DataFrame, state: str, tally: Tally) -> list[MergeCandidate]:
    return merge_candidates(asked[asked["us_state"] == state] if state else asked, tally)


def _against_peers(
    asked: pd.DataFrame, actors: pd.DataFrame, published: Published, question: Question
) -> tuple[Peers | None, Gap | None, list[Gap]]:
    """Peers, what they have of the country (and issue) asked about, and the gaps."""
    if not question.place:
        return None, None, []
    states, tally = published.reference.states, tally_of(question)
    regions = dict(zip(states["usps"], states["census_region"], strict=True))
    peers = peers_of(question.place, actors, regions, float(question.size), question.region == "same")
    share = None
    if question.country:
        every = [gap for gap in shares(asked, peers, tally) if gap.issue == question.issue]
        share = next(iter(every), Gap(question.country, question.issue, (), 0, 0))
    found = gaps(asked, question.place, peers, tally)
    return peers, share, [gap for gap in found if not question.issue or gap.issue == question.issue]


def _suggestions(engagements: pd.DataFrame, place: str, tally: Tally, most: int = 10) -> list[Suggestion]:
    """Countries that most actors have and the place has not: popularity, which no filter beat."""
    known = bipartite(engagements)
    if place not in known.index:
        known.loc[place] = 0.0
    counts = tally.by(engagements, "counterpart_country").to_dict()
    row = known.index.get_loc(place)
    matrix = known.to_numpy()
    order = ranked(popularity(matrix), matrix)[row]
    columns = [column for column in order if not matrix[row, column]][:most]
    actors = matrix.sum(axis=0)
    return [Suggestion(known.columns[each], int(actors[each]), counts[known.columns[each]]) for each in columns]
