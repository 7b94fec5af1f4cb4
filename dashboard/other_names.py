"""Other names that people type for places, countries and bodies, beside those that the table itself uses.

They serve finding and ``naming``; what may stand in a table is in ``rules``, and nothing here is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.rules import OTHER_COUNTRY_NAMES, OTHER_STATE_NAMES
from dashboard.slugs import other_spellings

OF_STATES: Mapping[str, str] = {**OTHER_STATE_NAMES, "washington d c": "DC", "dc": "DC", "usvi": "VI"}
"""Folded name → USPS code."""

ABBREVIATIONS_OF_STATES: Mapping[str, str] = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "cal": "CA", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE",
    "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN",
    "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "n h": "NH", "n j": "NJ", "n mex": "NM",
    "n m": "NM", "n y": "NY", "n c": "NC", "n d": "ND", "n dak": "ND", "okla": "OK", "ore": "OR", "oreg": "OR",
    "penn": "PA", "penna": "PA", "r i": "RI", "s c": "SC", "s d": "SD", "s dak": "SD", "tenn": "TN", "tex": "TX",
    "wash": "WA", "w va": "WV", "wis": "WI", "wisc": "WI", "wyo": "WY", "p r": "PR", "d c": "DC",
    "washington state": "WA", "new york state": "NY", "n carolina": "NC", "s carolina": "SC", "n dakota": "ND",
    "s dakota": "SD", "w virginia": "WV", "no carolina": "NC", "so carolina": "SC",
}  # fmt: skip
"""Folded abbreviation → USPS code: those of the Associated Press and the older ones, too short for a search box."""

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
    "vatican": "VAT",
    "vatican city": "VAT",
    "hong kong": "HKG",
    "hong kong sar": "HKG",
    "hong kong china": "HKG",
    "macau": "MAC",
    "macao": "MAC",
    "macau sar": "MAC",
    "south korea": "KOR",
    "korea south": "KOR",
    "s korea": "KOR",
    "north korea": "PRK",
    "korea north": "PRK",
    "n korea": "PRK",
    "taiwan roc": "TWN",
    "taiwan china": "TWN",
    "chinese taipei": "TWN",
    "west bank": "PSE",
    "gaza": "PSE",
    "west bank and gaza": "PSE",
    "palestinian authority": "PSE",
    "state of palestine": "PSE",
    "fyrom": "MKD",
    "republic of macedonia": "MKD",
    "zaire": "COD",
    "dr congo": "COD",
    "ceylon": "LKA",
    "siam": "THA",
    "persia": "IRN",
    "rsa": "ZAF",
    "png": "PNG",
    "nz": "NZL",
    "aotearoa": "NZL",
    "bvi": "VGB",
    "kosova": "XKX",
    "republic of kosovo": "XKX",
    "republic of ireland": "IRL",
    "malvinas": "FLK",
    "falklands": "FLK",
    "sao tome": "STP",
    "st kitts": "KNA",
    "st vincent": "VCT",
    "trinidad": "TTO",
    "antigua": "ATG",
    "mejico": "MEX",
    "suisse": "CHE",
    "schweiz": "CHE",
    "osterreich": "AUT",
    "polska": "POL",
    "sverige": "SWE",
    "norge": "NOR",
    "danmark": "DNK",
    "suomi": "FIN",
    "nederland": "NLD",
    "magyarorszag": "HUN",
    "hellas": "GRC",
    "bharat": "IND",
    "zhongguo": "CHN",
}
"""Folded name → ISO alpha-3 code."""

AMBIGUOUS_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "korea": ("KOR", "PRK"),
    "congo": ("COD", "COG"),
    "republic of china": ("TWN", "CHN"),
    "virgin islands": ("VGB",),
}
"""Folded names that a person has to decide on → ISO alpha-3 codes, the likelier first."""

CONSTITUENTS: Mapping[str, str] = {
    "england": "GBR", "scotland": "GBR", "wales": "GBR", "northern ireland": "GBR", "ulster": "GBR",
    "bavaria": "DEU", "saxony": "DEU", "lower saxony": "DEU", "saxony anhalt": "DEU", "hesse": "DEU",
    "thuringia": "DEU", "north rhine westphalia": "DEU", "rhineland palatinate": "DEU",
    "catalonia": "ESP", "andalusia": "ESP", "basque country": "ESP", "castile": "ESP", "navarre": "ESP",
    "brittany": "FRA", "normandy": "FRA", "burgundy": "FRA", "provence": "FRA", "alsace": "FRA", "corsica": "FRA",
    "tuscany": "ITA", "lombardy": "ITA", "piedmont": "ITA", "sicily": "ITA", "sardinia": "ITA", "apulia": "ITA",
    "flanders": "BEL", "wallonia": "BEL", "tyrol": "AUT", "styria": "AUT", "carinthia": "AUT",
    "lower austria": "AUT", "upper austria": "AUT", "geneva": "CHE", "silesia": "POL", "lesser poland": "POL",
    "crimea": "UKR", "tatarstan": "RUS", "siberia": "RUS", "kurdistan": "IRQ", "kurdistan region": "IRQ",
    "tibet": "CHN", "inner mongolia": "CHN", "bali": "IDN", "java": "IDN", "zanzibar": "TZA",
    "quebec": "CAN", "azores": "PRT", "madeira": "PRT", "republika srpska": "BIH", "transylvania": "ROU",
    "newfoundland": "CAN", "tasmania": "AUS", "okinawa": "JPN", "hokkaido": "JPN", "somaliland": "SOM",
}  # fmt: skip
"""Folded English name of a part of a country, which is no country itself → ISO alpha-3 code of the country."""

UNITED_STATES = frozenset({
    "us", "u s", "usa", "u s a", "united states", "united states of america", "america", "us of a", "estados unidos",
})  # fmt: skip
"""Folded names of the United States, which is never the other side."""

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
    "c40 cities climate leadership group": "c40 cities",
    "iclei": "iclei local governments for sustainability",
    "under2": "under2 coalition",
    "under 2": "under2 coalition",
    "global covenant of mayors": "global covenant of mayors for climate energy",
    "strong cities": "strong cities network",
    "rcn": "resilient cities network",
    "milan pact": "milan urban food policy pact",
    "u20": "urban 20 u20",
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
