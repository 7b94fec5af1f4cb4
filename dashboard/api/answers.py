"""What the API answers about engagements: lists, single ones, counts and the network, each with what it rests on.

The same queries as on the pages; a body is plain data, ready to be written as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.api import records
from dashboard.api.problems import NOT_FOUND, WITHDRAWN, BadValue, ProblemError
from dashboard.api.questions import Question
from dashboard.insights.measures import Standing
from dashboard.pictures.section import name_of
from dashboard.pictures.twomode import measures_of, sides_of, two_mode_ties
from dashboard.query import Rows
from dashboard.scene import measure_at, read_number
from dashboard.store.trouble import UNAVAILABLE
from dashboard.subjects import engagement_path
from dashboard.wording import describe

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CITATION = "/data#citation"

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A body, and links to what belongs to it by their relation (RFC 8288)."""

    body: Body
    links: Mapping[str, str] = field(default_factory=dict)


def meta(question: Question, count: int) -> Body:
    """What every answer says of itself; ``count``: how many there are in all, on whatever page."""
    published, address = question.published, question.address
    return {
        "count": count,
        "version": published.table.version,
        "updated": published.updated,
        "snapshot": published.frozen_as.number if published.frozen_as else None,
        "selection": describe(address.selection, published.catalogue) or "everything",
        "page": f"{question.base}/{address.search()}",
        "licence": LICENCE,
        "citation": question.leading(CITATION),
    }


def paged(question: Question, count: int, name: str, listed: Sequence[Body]) -> Answer:
    """A page of a list, with the address of the next one."""
    cursor = question.next_cursor(count)
    following = question.link(cursor=cursor) if cursor else None
    links = {"first": question.link(cursor=""), **({"next": following} if following else {})}
    body = {"meta": meta(question, count), "next": following, "next_cursor": cursor or None, name: listed}
    return Answer(body, links)


def engagements(question: Question) -> Answer:
    """A page of the engagements of the selection, in the order of the table and the exports."""
    published, selection = question.published, question.address.selection
    fields = question.own["fields"] or records.FIELDS
    count = _rows(question)
    rows = published.rows(selection, question.address.look.sort, fields, question.start_in(count), question.length)
    listed = [_record(question, row, fields) for row in rows.iter_rows(named=True)]
    return paged(question, count, "engagements", listed)


def engagement(question: Question) -> Answer:
    """One engagement; raise ProblemError where there is none, or none any more."""
    published, identifier = question.published, question.at["id"]
    fields = question.own["fields"] or records.FIELDS
    row = published.engagement(identifier, fields)
    if row is None:
        raise _withdrawn(question) if identifier in published.gone else _no_engagement(identifier)
    page = question.leading(engagement_path(identifier))
    about = {**meta(question, 1), "selection": f"engagement {identifier}", "page": page}
    body = {"meta": about, "engagement": _record(question, row, fields)}
    return Answer(body, {"alternate": page})


def network(question: Question) -> Answer:
    """The two-mode network of the selection, in the node-link form that networkx reads, weighted in the unit."""
    published, address = question.published, question.address
    found = measures_of(published, address)
    nodes = [_node(question, side, each) for side in ("us", "other") for each in _of_side(found, side)]
    ties = two_mode_ties(published, address.selection, sides_of(address), measure_at(address))
    edges = [
        {"source": ":".join(source), "target": ":".join(target), "weight": weight}
        for (source, target), weight in sorted(ties.items())
    ]
    graph = {"directed": False, "multigraph": False, "graph": {}, "nodes": nodes, "edges": edges}
    return Answer({"meta": meta(question, _rows(question)), "unit": address.look.counted.code, **graph})


def _rows(question: Question) -> int:
    asked = (Rows(), question.address.selection)
    return int(read_number(question.published.ask([asked])[asked]))


def _record(question: Question, row: Mapping[str, str], fields: Sequence[str]) -> Body:
    in_labels = question.one("names", "codes") == "labels"
    return records.record(row, fields, question.published.catalogue, in_labels)


def _of_side(found: Any, side: str) -> Sequence[Standing]:
    return found.left if side == "us" else found.right


def _node(question: Question, side: str, each: Standing) -> Body:
    return {
        "id": ":".join(each.node),
        "label": name_of(question.published.catalogue, each.node).text,
        "side": side,
        "field": each.node[0],
        "code": each.node[1],
        "degree": each.degree,
        "strength": each.strength,
        "betweenness": float(each.betweenness),
        "community": int(each.community),
    }


def _no_engagement(identifier: str) -> ProblemError:
    value = BadValue("id", identifier[:80], "is not the identifier of an engagement")
    return ProblemError(NOT_FOUND, str(value), [value])


def _withdrawn(question: Question) -> ProblemError:
    identifier = question.at["id"]
    try:
        last = next(each for each in question.published.history(identifier) if each.after is None)
        value = BadValue("id", identifier, f"was withdrawn on {last.at[:10]}: {last.reason.rstrip('.')}")
    except UNAVAILABLE:
        value = BadValue("id", identifier, "was withdrawn")
    page = question.leading(engagement_path(identifier))
    return ProblemError(WITHDRAWN, f"{value} Its history: {page}", [value], {"Link": f'<{page}>; rel="alternate"'})
