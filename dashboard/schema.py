"""The words of the project: the columns of the engagements table, and the fields one can select by.

Everything else (validation, codebook, data package, filters, address bar) is derived from here; no data is read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.language import N_, said, spoken
from dashboard.looking import (  # noqa: F401 - and those of the way of looking
    ARCS,
    DORMANT,
    DOTS,
    EMBED,
    LAYERS,
    MATRICES,
    NODES,
    PER,
    PLACES,
    RANKINGS,
    RANKS,
    TIES,
    UNITS,
    VIEWS,
    WITHOUT,
)
from dashboard.vocabularies import (  # noqa: F401 - the words of the schema, from one module
    BUREAUS,
    COUNTERPART_LEVELS,
    COUNTERPART_LEVELS_WITHOUT_COUNTRY,
    FAMILIES,
    FAMILY_OF_TYPE,
    FORMAL_TYPES,
    FORMALITIES,
    ISSUES,
    LEVELS,
    PRECISIONS,
    SOURCE_KINDS,
    STATUSES,
    TRACKS,
    TYPES,
)

VERSION = "1.0"
"""Of columns and vocabularies: the first number rises where a column or code is taken away or means something else."""

MOST_ISSUES = 4
"""An engagement carries one to this many issue codes."""

ISSUE_SEPARATOR = "|"


@dataclass(frozen=True)
class Column:
    """A column of the engagements table: what a file must hold and what the codebook says of it.

    ``type`` is one of text, choice, choices (joined by ``|``), iso3, usps, partial_date, date, url.
    """

    name: str
    title: str = said()
    description: str = said()
    type: str = "text"
    required: bool = False
    vocabulary: Mapping[str, str] | None = None


COLUMNS: tuple[Column, ...] = (
    Column("id", N_("Identifier"), N_("Stable identifier of the engagement, unique in the table."), required=True),
    Column(
        "us_actor", N_("U.S. actor"), N_("Name of the U.S. government or agency, as it calls itself."), required=True
    ),
    Column("us_level", N_("Actor level"), N_("Level of the U.S. actor."), "choice", True, LEVELS),
    Column("us_city", N_("City"), N_("City of the actor, or seat of an agency; empty for states and counties.")),
    Column("us_state", N_("State or territory"), N_("USPS code of the state, district or territory."), "usps", True),
    Column("engagement_type", N_("Type"), N_("What kind of tie or event it is."), "choice", True, TYPES),
    Column(
        "counterpart", N_("Counterpart"), N_("Name of the foreign government, place, network or body."), required=True
    ),
    Column(
        "counterpart_level",
        N_("Counterpart level"),
        N_("Level of the counterpart."),
        "choice",
        True,
        COUNTERPART_LEVELS,
    ),
    Column(
        "counterpart_country",
        N_("Country or area"),
        N_(
            "ISO 3166-1 alpha-3 code of the counterpart's country or area (Kosovo: XKX); "
            "empty for networks and multilateral bodies, and only for them."
        ),
        "iso3",
    ),
    Column("counterpart_city", N_("Counterpart city"), N_("City of the counterpart, where it is or sits in one.")),
    Column(
        "issues",
        N_("Issues"),
        N_(
            "One to 4 issue codes joined by '|'. The softest column: in about a quarter of "
            "the rows a code is not named by the row's own text."
        ),
        "choices",
        True,
        ISSUES,
    ),
    Column(
        "start_date",
        N_("Start"),
        N_("When it was signed, began or took place: ISO 8601 of year, month or day precision; empty where not known."),
        "partial_date",
    ),
    Column(
        "end_date",
        N_("End"),
        N_("When it ended, in the same form; empty where it goes on or is not known."),
        "partial_date",
    ),
    Column("status", N_("Status"), N_("What the source says of it."), "choice", True, STATUSES),
    Column("title", N_("Title"), N_("A short title, written for this table."), required=True),
    Column("summary", N_("Summary"), N_("One or two sentences, written for this table."), required=True),
    Column("collection_track", N_("Track"), N_("How the row came into the table."), "choice", True, TRACKS),
    Column("source_url", N_("Source"), N_("Address (http or https) where the fact was read."), "url", True),
    Column("source_name", N_("Source name"), N_("Who publishes the source.")),
    Column("source_kind", N_("Source kind"), N_("What kind of publisher that is."), "choice", True, SOURCE_KINDS),
    Column(
        "source_date",
        N_("Source date"),
        N_("Date of the source, in the form of start_date, where it has one."),
        "partial_date",
    ),
    Column("accessed", N_("Accessed"), N_("Day on which the source was read (ISO 8601)."), "date", True),
)

COLUMN_NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True)
class Field:
    """Something one can select by: a query parameter, its clause in words, and the engine column it tests.

    ``vocabulary`` gives the allowed codes with labels, in order; None means the reference tables or the
    engagements table itself give them (states, countries, actors, counterparts, networks). ``noun`` is put before
    a value in a sentence, for values that would not be understood alone.
    """

    name: str
    label: str = said()
    column: str
    vocabulary: Mapping[str, str] | None = None
    noun: str = said(default="")


CHOICE_FIELDS: tuple[Field, ...] = (
    Field("issue", N_("Issue"), "issues", ISSUES),
    Field("family", N_("Family"), "family", FAMILIES),
    Field("type", N_("Type"), "engagement_type", TYPES),
    Field("formality", N_("Formality"), "formality", FORMALITIES),
    Field("state", N_("State"), "us_state"),
    Field("level", N_("Actor level"), "us_level", LEVELS),
    Field("actor", N_("Actor"), "actor"),
    Field("bureau", N_("Region"), "bureau", BUREAUS),
    Field("country", N_("Country or area"), "counterpart_country"),
    Field("counterpart", N_("Counterpart"), "counterpart_slug"),
    Field("counterpart_level", N_("Counterpart level"), "counterpart_level", COUNTERPART_LEVELS, N_("counterpart")),
    Field("network", N_("Network"), "network"),
    Field("status", N_("Status"), "status", STATUSES, N_("status")),
    Field("track", N_("Track"), "collection_track", TRACKS, N_("track")),
    Field("source_kind", N_("Source kind"), "source_kind", SOURCE_KINDS, N_("source")),
    Field("precision", N_("Date precision"), "precision", PRECISIONS),
)

CHOICES: Mapping[str, Field] = {field.name: field for field in CHOICE_FIELDS}

OTHER_SIDE: tuple[str, ...] = ("country", "counterpart", "network")
"""Fields that all name the other side of an engagement: their values unite instead of intersecting."""

UNDATED: Mapping[str, str] = spoken({"include": N_("undated included"), "exclude": N_("undated left out")})

FIRST_YEAR, LAST_YEAR = 1776, 2100
"""Years outside these are taken for typing errors."""

LONGEST_WORDS = 200
MOST_VALUES = 400
"""Caps on one address: characters of ``q``, values over all parameters."""

PARAMETERS: tuple[str, ...] = (*CHOICES, "from", "to", "undated", "q")
"""Parameters of a selection, in canonical order."""

PERIODS: tuple[str, ...] = ("baseline_from", "baseline_to", "period_from", "period_to")
"""Parameters of the two periods that change over time is told between; each is a year."""

SORTS: tuple[str, ...] = (
    "id",
    "start_date",
    "us_actor",
    "us_state",
    "us_level",
    "counterpart",
    "counterpart_country",
    "counterpart_level",
    "engagement_type",
    "title",
    "status",
    "source_kind",
)

LOOKS: tuple[str, ...] = (
    *("sort", "unit", "per", "dots", "ties", "matrix", "arcs", "nodes", "rank", "places"),
    *("layer", "without", "ranking", *PERIODS, "dormant", "snapshot", "lang"),
    *("embed", "views"),
)
"""Parameters of the way of looking, in canonical order, after those of the selection."""

FRAMING: tuple[str, ...] = ("embed", "views")
"""Those of them that make a lean page for frames on other sites; canonical addresses and citations leave them out."""

TRAVELLING: tuple[str, ...] = ("unit", "snapshot")
"""Those of them that every link to another page of rows takes along."""

DEFAULT_LOOKS: Mapping[str, str] = {
    "sort": "-start_date",
    "unit": "engagements",
    "ties": "state-country",
    "matrix": "state-country",
    "nodes": "actor-counterpart",
    "rank": "betweenness",
    "places": "state",
    "ranking": "state",
    "dormant": "3",
}
"""Values of the way of looking that say no more than leaving them out."""
