"""The tables in ``data/`` beside the engagements: what each holds, its columns, keys and origin.

The columns of the engagements are in ``schema``; files are written from all of this in ``codebook``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.schema import (
    BUREAUS,
    COLUMNS,
    COUNTERPART_LEVELS,
    COUNTERPART_LEVELS_WITHOUT_COUNTRY,
    LEVELS,
    Column,
)

ORIGINS: Mapping[str, tuple[str, str]] = {
    "census": ("U.S. Census Bureau (public domain)", "https://www.census.gov/"),
    "geonames": ("GeoNames (CC BY 4.0)", "https://www.geonames.org/"),
    "natural_earth": ("Natural Earth (public domain)", "https://www.naturalearthdata.com/"),
    "state_department": ("U.S. Department of State, lists of countries by bureau", "https://www.state.gov/"),
}
"""Whose data went into a table: title, address."""


@dataclass(frozen=True)
class Described:
    """A table of ``data/``; ``keys``: column → (table, column) referred to; ``origins``: codes of ORIGINS.

    Beside the types of ``schema.Column``, a column here may be a slug, an integer or a number.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary: tuple[str, ...]
    keys: Mapping[str, tuple[str, str]]
    origins: tuple[str, ...] = ()
    generated: bool = False

    @property
    def file(self) -> str:
        """The file in ``data/``."""
        return f"{self.name}.csv"


TO_STATE, TO_COUNTRY = ("states", "usps"), ("countries", "iso3")

SIDES = {"us": "U.S.: city and us_state", "foreign": "Elsewhere: city and country"}
KINDS = {"state": "State", "district": "District of Columbia", "territory": "Territory"}
BASES = {
    "State Department lists": "Read in the State Department's lists",
    "general knowledge": "Supplied from general knowledge: mostly dependencies",
}
YES_NO = {"yes": "Yes", "no": "No: only a circle"}
POINT_BASES = {"shape": "Middle of the shape", "set by hand": "Set by hand"}
ABROAD = {code: label for code, label in COUNTERPART_LEVELS.items() if code not in COUNTERPART_LEVELS_WITHOUT_COUNTRY}
UNPLACED = {code: label for code, label in COUNTERPART_LEVELS.items() if code in COUNTERPART_LEVELS_WITHOUT_COUNTRY}

LATITUDE = Column("latitude", "Latitude", "Degrees north (WGS 84); empty where not known.", "number")
LONGITUDE = Column("longitude", "Longitude", "Degrees east (WGS 84); empty where not known.", "number")
GEONAME = Column("geonameid", "GeoNames id", "Identifier at GeoNames; empty for places set by hand.")
SLUG = Column("slug", "Slug", "The name in addresses, unique in the table.", "slug", True)
ALIASES = Column("aliases", "Aliases", "Other spellings that mean the same, joined by '|'.")
RESIDENTS = Column("population", "Population", "Residents of the city or state governed, where known.", "integer")

TABLES: tuple[Described, ...] = (
    Described(
        "engagements",
        "Engagements",
        "One row per U.S. actor, counterpart and tie or event.",
        COLUMNS,
        ("id",),
        {"us_state": TO_STATE, "counterpart_country": TO_COUNTRY},
    ),
    Described(
        "states",
        "States and territories",
        "The 50 states, the District of Columbia and five territories.",
        (
            Column("usps", "USPS code", "Two-letter postal code.", "usps", True),
            Column("fips", "FIPS code", "Two digits, as text: the leading zero counts.", required=True),
            Column("name", "Name", "Name in English.", required=True),
            Column("kind", "Kind", "What it is.", "choice", True, KINDS),
            Column("census_region", "Region", "Region of the U.S. Census Bureau.", required=True),
            Column("census_division", "Division", "Division of the U.S. Census Bureau.", required=True),
            Column("population_2020", "Residents", "Residents at the 2020 census.", "integer", True),
            Column("capital", "Capital", "Seat of government.", required=True),
        ),
        ("usps",),
        {},
        ("census",),
    ),
    Described(
        "countries",
        "Countries and areas",
        "Display names in U.S. government usage, which imply no recognition, and regional bureaus.",
        (
            Column("iso3", "ISO alpha-3", "ISO 3166-1 alpha-3 code; Kosovo: XKX.", "iso3", True),
            Column("iso2", "ISO alpha-2", "ISO 3166-1 alpha-2 code; Kosovo: XK.", required=True),
            Column("name", "Country or area", "Display name.", required=True),
            Column("bureau", "Bureau", "Regional bureau of the State Department.", "choice", True, BUREAUS),
            Column("bureau_basis", "Basis", "Where the bureau is known from.", "choice", True, BASES),
        ),
        ("iso3",),
        {},
        ("state_department",),
    ),
    Described(
        "country_points",
        "Points for countries and areas",
        "Where to put a circle or a label, and whether the map has a shape for it.",
        (
            Column("iso3", "ISO alpha-3", "Code as in countries.", "iso3", True),
            Column("longitude", "Longitude", "Degrees east (WGS 84).", "number", True),
            Column("latitude", "Latitude", "Degrees north (WGS 84).", "number", True),
            Column(
                "area_km2",
                "Area",
                "Area in square kilometres, of the shape where there is one.",
                "number",
                True,
            ),
            Column("has_shape", "Shape", "Whether the world map draws its outline.", "choice", True, YES_NO),
            Column("point_basis", "Basis", "Where the point is from.", "choice", True, POINT_BASES),
        ),
        ("iso3",),
        {"iso3": TO_COUNTRY},
        ("natural_earth",),
    ),
    Described(
        "state_points",
        "Points for states and territories",
        "Where the ties of a state government end on the world map: the middle of its largest part.",
        (
            Column("usps", "USPS code", "Code as in states.", "usps", True),
            Column("longitude", "Longitude", "Degrees east (WGS 84).", "number", True),
            Column("latitude", "Latitude", "Degrees north (WGS 84).", "number", True),
        ),
        ("usps",),
        {"usps": TO_STATE},
        ("census",),
    ),
    Described(
        "places",
        "Places",
        "Coordinates of the cities named in the engagements table, where a match was found.",
        (
            Column("side", "Side", "Which side of an engagement.", "choice", True, SIDES),
            Column("city", "City", "Name as in us_city or counterpart_city.", required=True),
            Column("us_state", "State", "USPS code, of U.S. places.", "usps"),
            Column("country", "Country or area", "ISO alpha-3 code, of places elsewhere.", "iso3"),
            LATITUDE,
            LONGITUDE,
            Column("population", "Population", "Residents by GeoNames; empty where not known.", "integer"),
            GEONAME,
        ),
        (),
        {"us_state": TO_STATE, "country": TO_COUNTRY},
        ("geonames",),
    ),
    Described(
        "us_cities_100k",
        "U.S. cities of 100,000 residents and more",
        "Incorporated places and towns, for seeing which large cities have no row; neighbourhoods, boroughs "
        "and unincorporated places were taken out by hand.",
        (
            Column("city", "City", "Name.", required=True),
            Column("us_state", "State", "USPS code.", "usps", True),
            LATITUDE,
            LONGITUDE,
            Column("population", "Population", "Residents by GeoNames.", "integer", True),
            GEONAME,
        ),
        ("city", "us_state"),
        {"us_state": TO_STATE},
        ("geonames",),
    ),
    Described(
        "searches",
        "Log of searches",
        "Large cities that were searched for by name in the last pass, fruitless searches included.",
        (
            Column("city", "City", "Name.", required=True),
            Column("us_state", "State", "USPS code.", "usps", True),
            Column("searched_on", "Day", "Day of the search.", "date", True),
            Column("rows_recorded", "Rows", "Rows recorded from it; 0 is a fruitless search.", "integer", True),
        ),
        ("city", "us_state"),
        {"us_state": TO_STATE},
    ),
    Described(
        "actors",
        "Register of actors",
        "Every U.S. actor of the engagements table: a name in a state.",
        (
            SLUG,
            Column("name", "U.S. actor", "Name as in us_actor.", required=True),
            Column("state", "State", "USPS code.", "usps", True),
            Column("level", "Level", "Level of the actor.", "choice", True, LEVELS),
            Column("city", "City", "City of the actor, or seat of an agency."),
            LATITUDE,
            LONGITUDE,
            RESIDENTS,
            ALIASES,
        ),
        ("slug",),
        {"state": TO_STATE},
        ("geonames", "census"),
        generated=True,
    ),
    Described(
        "counterparts",
        "Register of counterparts",
        "Every counterpart with a country or area: a name in a country.",
        (
            SLUG,
            Column("name", "Counterpart", "Name as in counterpart.", required=True),
            Column("country", "Country or area", "ISO alpha-3 code.", "iso3", True),
            Column("level", "Level", "Level of the counterpart.", "choice", True, ABROAD),
            Column("city", "City", "City of the counterpart, where it is or sits in one."),
            LATITUDE,
            LONGITUDE,
            RESIDENTS,
            ALIASES,
        ),
        ("slug",),
        {"country": TO_COUNTRY},
        ("geonames",),
        generated=True,
    ),
    Described(
        "networks",
        "Register of networks",
        "Every network and multilateral body of the engagements table: counterparts without a country.",
        (
            SLUG,
            Column("name", "Network", "Name as in counterpart.", required=True),
            Column("level", "Level", "What it is.", "choice", True, UNPLACED),
            ALIASES,
        ),
        ("slug",),
        {},
        generated=True,
    ),
)
