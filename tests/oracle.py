"""An oracle in plain pandas: which rows a selection holds, in which order, counted from the CSV alone.

It imports nothing of the dashboard and follows the rules as the interface documents state them.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
from hypothesis import strategies as st

DATA = Path(__file__).parents[1] / "data"
REAL = DATA / "engagements.csv"
ODDITIES = Path(__file__).parent / "tables" / "oddities.csv"

Params = Mapping[str, Sequence[str]]
"""Parameter → values, as in an address."""

FAMILY = {
    "sister_agreement": "partnership",
    "memorandum": "partnership",
    "legislative_act": "partnership",
    "joint_program": "partnership",
    "outgoing_delegation": "meeting",
    "trade_mission": "meeting",
    "incoming_delegation": "meeting",
    "bilateral_meeting": "meeting",
    "network_membership": "network",
}
FORMAL = {"sister_agreement", "memorandum", "legislative_act", "network_membership"}

COLUMN = {
    "family": "family",
    "type": "engagement_type",
    "formality": "formality",
    "state": "us_state",
    "level": "us_level",
    "actor": "actor",
    "bureau": "bureau",
    "country": "counterpart_country",
    "counterpart": "counterpart_slug",
    "counterpart_level": "counterpart_level",
    "network": "network",
    "status": "status",
    "track": "collection_track",
    "source_kind": "source_kind",
    "precision": "precision",
}
PRECISION = {10: "day", 7: "month", 4: "year", 0: "undated"}
CODED = {
    "us_level": "us_level",
    "engagement_type": "engagement_type",
    "counterpart_level": "counterpart_level",
    "status": "status",
    "source_kind": "source_kind",
}
"""Coded columns and their vocabularies in vocabularies.json; readers see labels, and sort by them."""

SORTED_BY = {
    "start_date": "last_day",
    "us_state": "state_name",
    "counterpart_country": "country_name",
    **{column: f"{column} in words" for column in CODED},
}
NAMES = ("us_actor", "counterpart", "title", "state_name", "country_name")
"""Sorted as readers look names up: Évora beside Evanston, not after Zurich."""

OTHER_SIDE = ("country", "counterpart", "network")

WORDS = ("sister", "SAO PAULO", "são", "Energy", "texas japan", "mayor visits", "Córdoba", "climate", "zzz", "trade in")


def read(path: Path) -> pd.DataFrame:
    """A CSV as text, empty where a cell is empty."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@cache
def engagements(path: Path = REAL) -> pd.DataFrame:
    """The table with year, family, formality, bureau, names of places, slugs and everything searched in one text."""
    table, countries = read(path), read(DATA / "countries.csv").set_index("iso3")
    types, iso3 = table["engagement_type"], table["counterpart_country"]
    named = table.assign(
        year=pd.to_numeric(table["start_date"].str[:4], errors="coerce"),
        last_day=table["start_date"].map(_end),
        precision=table["start_date"].str.len().map(PRECISION),
        family=types.map(FAMILY),
        formality=types.map(lambda code: "formal" if code in FORMAL else "informal"),
        bureau=iso3.map(countries["bureau"]).fillna("IO"),
        country_name=iso3.map(countries["name"]).fillna(""),
        state_name=table["us_state"].map(read(DATA / "states.csv").set_index("usps")["name"]),
        actor=_slugs(table, "us_actor", "us_state", DATA / "actors.csv"),
        counterpart_slug=_slugs(table, "counterpart", "counterpart_country", DATA / "counterparts.csv"),
        network=_slugs(table, "counterpart", None, DATA / "networks.csv").where(iso3 == "", ""),
    )
    labels = json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))
    for column, vocabulary in CODED.items():
        named[f"{column} in words"] = [_label(labels[vocabulary][code]) for code in table[column]]
    searched = ("title", "summary", "us_actor", "us_city", "counterpart", "counterpart_city")
    texts = [named[column] for column in (*searched, "state_name", "country_name")]
    return named.assign(text=texts[0].str.cat(texts[1:], sep="\n").map(folded))


def _label(entry: str | dict[str, str]) -> str:
    return entry if isinstance(entry, str) else entry["label"]


def selected(params: Params, path: Path = REAL) -> pd.DataFrame:
    """The rows of a selection, newest first and then by id, or as its ``sort`` says."""
    rows = engagements(path)
    keep = pd.Series(True, index=rows.index)
    for name, values in params.items():
        if name == "issue":
            keep &= rows["issues"].map(lambda codes, wanted=values: bool(set(codes.split("|")) & set(wanted)))
        elif name in COLUMN and name not in OTHER_SIDE:
            keep &= rows[COLUMN[name]].isin(values)
    named = [name for name in OTHER_SIDE if name in params]
    if named:
        keep &= pd.concat([rows[COLUMN[name]].isin(params[name]) for name in named], axis=1).any(axis=1)
    keep &= _in_years(rows["year"], params)
    for word in folded(" ".join(params.get("q", ""))).split():
        keep &= rows["text"].str.contains(word, regex=False)
    return ordered(rows[keep], next(iter(params.get("sort", ["-start_date"]))))


def ordered(rows: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Rows by a column, places by the name shown, empty cells last both ways, ties by id."""
    column = SORTED_BY.get(sort.lstrip("-"), sort.lstrip("-"))
    filled = rows[rows[column] != ""].sort_values("id")
    as_read = (lambda names: names.map(plain)) if column in NAMES else None
    placed = filled.sort_values(column, kind="stable", ascending=not sort.startswith("-"), key=as_read)
    return pd.concat([placed, rows[rows[column] == ""].sort_values("id")])


def ids(params: Params, path: Path = REAL) -> list[str]:
    """The ids of a selection, in order."""
    return selected(params, path)["id"].tolist()


def query(params: Params) -> str:
    """The parameters as a query string."""
    return urlencode(params, doseq=True)


def folded(text: str) -> str:
    """Lower case, without accents that Unicode takes apart."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def plain(name: str) -> str:
    """Lower case, without any accent."""
    return folded(name).translate(str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "‘": "'", "ʻ": "'"}))


@st.composite
def selections(draw: st.DrawFn, with_words: bool = True) -> dict[str, list[str]]:
    """Selections around a row of the real table, so that most hold something; one in six is quite empty."""
    rows = engagements()
    row = rows.iloc[draw(st.integers(0, len(rows) - 1))]
    names = draw(st.lists(st.sampled_from(["issue", *COLUMN]), max_size=3, unique=True))
    params = {name: draw(_values(name, row)) for name in names}
    params = {name: values for name, values in params.items() if values}
    year = int(row["year"]) if row["year"] == row["year"] else 2020
    if draw(st.integers(0, 2)) == 0:
        params["from"] = [str(year - draw(st.integers(0, 5)))]
    if draw(st.integers(0, 3)) == 0:
        params["to"] = [str(year + draw(st.integers(0, 5)))]
    if draw(st.integers(0, 3)) == 0:
        params["undated"] = [draw(st.sampled_from(["include", "exclude"]))]
    if with_words and draw(st.integers(0, 4)) == 0:
        params["q"] = [draw(st.sampled_from([*WORDS, row["us_actor"], row["title"][:30].strip()]))]
    return params


def _values(name: str, row: pd.Series) -> st.SearchStrategy[list[str]]:
    own = set(row["issues"].split("|")) if name == "issue" else {row[COLUMN[name]]} - {""}
    others = st.sets(st.sampled_from(_all_values(name)), max_size=3)
    return st.tuples(st.booleans(), others).map(lambda drawn: sorted(drawn[1] | own if drawn[0] else drawn[1] or own))


@cache
def _all_values(name: str) -> list[str]:
    rows = engagements()
    codes = rows["issues"].str.split("|").explode() if name == "issue" else rows[COLUMN[name]]
    return sorted(set(codes) - {""})


def _in_years(years: pd.Series, params: Params) -> pd.Series:
    bounds = [name for name in ("from", "to") if name in params]
    undated = next(iter(params.get("undated", [])), "")
    within = pd.Series(True, index=years.index)
    if "from" in bounds:
        within &= years >= int(params["from"][0])
    if "to" in bounds:
        within &= years <= int(params["to"][0])
    keeps_undated = undated == "include" if bounds else undated != "exclude"
    return (within & years.notna()) | (years.isna() & keeps_undated)


def _end(date: str) -> str:
    """A year or month counts as its last day."""
    if len(date) in (0, 10):
        return date
    month = pd.Period(date, freq="Y" if len(date) == 4 else "M")
    return month.end_time.date().isoformat()


def _slugs(table: pd.DataFrame, name: str, place: str | None, register: Path) -> pd.Series:
    """Slugs by name or alias, and by place where there is one; '' where the register has none."""
    known: dict[tuple[str, str], str] = {}
    for thing in read(register).to_dict("records"):
        at = thing.get("state", thing.get("country", ""))
        for called in (*thing["aliases"].split("|"), thing["name"]):
            known[called, at] = thing["slug"]
    places = table[place] if place else pd.Series("", index=table.index)
    return pd.Series(
        [known.get(pair, "") for pair in zip(table[name], places, strict=True)], index=table.index, dtype=str
    )
