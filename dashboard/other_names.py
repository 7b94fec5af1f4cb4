"""Other names that people type for places, countries and bodies, beside those that the table itself uses.

They serve finding only; what may stand in a table is in ``rules``, and nothing here is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.rules import OTHER_COUNTRY_NAMES, OTHER_STATE_NAMES
from dashboard.slugs import other_spellings

OF_STATES: Mapping[str, str] = {**OTHER_STATE_NAMES, "washington d c": "DC", "dc": "DC", "usvi": "VI"}
"""Folded name → USPS code."""

OF_COUNTRIES: Mapping[str, str] = {
    **OTHER_COUNTRY_NAMES,
    "uk": "GBR",
    "gb": "GBR",
    "uae": "ARE",
    "emirates": "ARE",
    "korea": "KOR",
    "rok": "KOR",
    "dprk": "PRK",
    "peoples republic of china": "CHN",
    "mainland china": "CHN",
    "russian federation": "RUS",
    "turkiye": "TUR",
    "turkey": "TUR",
    "myanmar": "MMR",
    "burma": "MMR",
    "czechia": "CZE",
    "eswatini": "SWZ",
    "macedonia": "MKD",
    "bosnia": "BIH",
    "drc": "COD",
    "congo kinshasa": "COD",
    "congo brazzaville": "COG",
    "holy see": "VAT",
    "brasil": "BRA",
    "deutschland": "DEU",
    "espana": "ESP",
    "italia": "ITA",
    "nippon": "JPN",
    "eire": "IRL",
    "ksa": "SAU",
    "the gambia": "GMB",
    "the bahamas": "BHS",
    "the netherlands": "NLD",
    "timor leste": "TLS",
    "cote divoire": "CIV",
    "vietnam": "VNM",
    "laos": "LAO",
    "syria": "SYR",
    "micronesia": "FSM",
    "federated states of micronesia": "FSM",
}
"""Folded name → ISO alpha-3 code."""

OF_CITIES: Mapping[str, str] = {
    "nyc": "new york",
    "la": "los angeles",
    "sf": "san francisco",
    "philly": "philadelphia",
    "washington dc": "district of columbia",
    "bombay": "mumbai",
    "calcutta": "kolkata",
    "kiev": "kyiv",
    "saigon": "ho chi minh city",
    "peking": "beijing",
    "canton": "guangzhou",
    "cdmx": "mexico city",
    "koln": "cologne",
    "munchen": "munich",
    "wien": "vienna",
}
"""Folded name → the folded name that the table uses."""

OF_NETWORKS: Mapping[str, str] = {
    "un": "united nations",
    "eu": "european union",
    "au": "african union",
    "wef": "world economic forum",
    "sci": "sister cities international",
    "gcom": "global covenant of mayors for climate energy",
    "oif": "organisation internationale de la francophonie",
    "ogp": "open government partnership local",
    "100rc": "100 resilient cities",
    "c40": "c40 cities",
}
"""Folded short name → folded name."""

SHORT_WORDS = (("fort ", "ft "), ("mount ", "mt "))


def ways_to_write(name: str) -> Iterator[str]:
    """Spellings of a name that a reader may type: itself, Saint or St., Fort or Ft., as one word, an acronym."""
    yield from other_spellings(name)
    for full, short in SHORT_WORDS:
        if name.lower().startswith(full):
            yield short + name[len(full) :]
    if 1 <= name.count(" ") <= 2:
        yield name.replace(" ", "")


def names_for(value: str, others: Mapping[str, str]) -> Iterator[str]:
    """The other names that mean a value, which is a code or a folded name."""
    return (name for name, meant in others.items() if meant == value)
