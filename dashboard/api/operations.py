"""The table of what the API can be asked: add an address = add a row. Routes and OpenAPI document are made from it.

What is answered is in ``answers``, ``tallies``, ``words`` and ``frozen``; how it travels is in ``routes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.api import answers, frozen, tallies, words
from dashboard.api.answers import Answer
from dashboard.api.parameters import VOCABULARIES, Parameter
from dashboard.api.problems import BAD_PARAMETER, CONTRADICTION, FAILED, NOT_FOUND, TOO_MANY, WITHDRAWN, Kind
from dashboard.api.questions import SELECTION, Question

ROOT = "/api/v1"

ALWAYS = (BAD_PARAMETER, TOO_MANY, FAILED)
"""Problems that any address can have."""


@dataclass(frozen=True)
class Operation:
    """An address of the API. ``path``: with its variable parts in braces; ``takes``: its parameters in the query.

    ``shape``: name of the shape of its answer; ``may_fail``: problems beside those of all; ``example``: a query.
    """

    name: str
    path: str
    summary: str
    description: str
    takes: tuple[str, ...]
    shape: str
    answer: Callable[[Question], Answer]
    may_fail: tuple[Kind, ...] = ()
    example: str = ""

    @property
    def in_path(self) -> tuple[str, ...]:
        """The parameters in its path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def rule(self) -> str:
        """The path as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")

    @property
    def problems(self) -> tuple[Kind, ...]:
        """All problems that it can answer with."""
        return tuple(sorted((*ALWAYS, *self.may_fail), key=lambda kind: kind.status))

    def known(self, parameters: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
        """Its own of all parameters, in order."""
        return {name: parameters[name] for name in (*self.in_path, *self.takes) if name in parameters}


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "engagements",
        f"{ROOT}/engagements",
        "Engagements of a selection",
        "In pages, in the order of the table on screen: newest first, undated last, ties by identifier, unless `sort` "
        "says otherwise. Follow `next` until it is null. A cursor holds for one version of the table: when rows are "
        "published meanwhile, the next page answers 409, so that no engagement is missed or given twice.",
        (*SELECTION, "sort", "fields", "names", "limit", "cursor", "snapshot"),
        "EngagementPage",
        answers.engagements,
        (CONTRADICTION,),
        "state=TX&issue=energy&limit=2",
    ),
    Operation(
        "engagement",
        f"{ROOT}/engagements/{{id}}",
        "One engagement",
        "By its identifier, which it keeps for ever. One that was withdrawn answers 410 with the reason.",
        ("fields", "names", "snapshot"),
        "EngagementAnswer",
        answers.engagement,
        (NOT_FOUND, WITHDRAWN),
        "names=labels",
    ),
    Operation(
        "counts",
        f"{ROOT}/counts/{{field}}",
        "Counts by a field",
        "How many engagements of the selection, or what else `unit` counts, have each value of the field; values that "
        "do not occur are left out. The largest first, years in their order. An engagement has up to four issues, a "
        "tie several types: then the counts add up to more than `total`, and `note` says so.",
        (*SELECTION, "unit", "snapshot"),
        "Counts",
        tallies.counts,
        (NOT_FOUND, CONTRADICTION),
        "state=TX",
    ),
    Operation(
        "network",
        f"{ROOT}/network",
        "The network of a selection",
        "Who is tied to whom: nodes with their measures, edges with the number of engagements, which add up to "
        "`meta.count`, or of what else `unit` counts. `nodes` says what is tied.",
        (*SELECTION, "nodes", "unit", "snapshot"),
        "Network",
        answers.network,
        (CONTRADICTION,),
        "state=VT&issue=energy",
    ),
    Operation(
        "vocabularies",
        VOCABULARIES,
        "All vocabularies",
        "Every code that a parameter takes, with its label; countries with their bureau, states with their region. "
        "Actors and counterparts are long lists: only counted here, and in pages at their own address.",
        ("snapshot",),
        "Vocabularies",
        words.vocabularies,
    ),
    Operation(
        "vocabulary",
        f"{VOCABULARIES}/{{vocabulary}}",
        "One vocabulary",
        "The values of one field in pages, in the order in which the filters list them.",
        ("limit", "cursor", "snapshot"),
        "VocabularyPage",
        words.vocabulary,
        (NOT_FOUND, CONTRADICTION),
        "limit=2",
    ),
    Operation(
        "snapshots",
        f"{ROOT}/snapshots",
        "Snapshots",
        "Frozen releases of the table, newest first: what each holds, its files with their digests. Their number is a "
        "value of `snapshot` at every other address, which then gives the same rows for ever.",
        (),
        "Snapshots",
        frozen.snapshots,
    ),
)
