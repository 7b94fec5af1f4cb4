"""The registers: every actor, counterpart and network that the engagements table names, with slug and place.

How a name becomes a slug is in ``slugs``; the engagements are read in ``data`` and counted in ``query``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import polars as pl

from dashboard.reference import Reference
from dashboard.schema import COUNTERPART_LEVELS, LEVELS
from dashboard.slugs import core, other_spellings, slugify
from dashboard.texts import as_enum, as_pandas, mapped

ALIAS_SEPARATOR = "|"


@dataclass(frozen=True)
class Registers:
    """One row per thing named, in order of the slugs; text columns, but coordinates and population.

    ``actors``: slug, name, state (USPS), level, city, latitude, longitude (degrees, NaN where not known),
    population (Int64; of the city or state governed, never of an agency's seat), aliases (joined by ``|``).
    ``counterparts``: the same with country (ISO alpha-3) for state; every counterpart with a country.
    ``networks``: slug, name, level (network or multilateral), aliases; every counterpart without a country.
    """

    actors: pd.DataFrame
    counterparts: pd.DataFrame
    networks: pd.DataFrame


def build_registers(engagements: pd.DataFrame | pl.DataFrame, reference: Reference) -> Registers:
    """Name and place everything in ``engagements`` (the table's columns, text, empty where missing).

    Spellings of one name at one place and level (case, accents, "City of X" and "X", "X (Spain)" in Spain)
    are one row, under the most frequent spelling; the others are its aliases. Row order plays no part.
    """
    us_side = _mentions(engagements, ["us_actor", "us_state", "us_level", "us_city"])
    other_side = _mentions(engagements, ["counterpart", "counterpart_country", "counterpart_level", "counterpart_city"])
    has_country = other_side["place"] != ""
    actors = _things(us_side, LEVELS, reference.state_names)
    counterparts = _things(other_side[has_country], COUNTERPART_LEVELS, reference.country_names)
    networks = _things(other_side[~has_country], COUNTERPART_LEVELS, {})
    return Registers(
        actors=_placed(actors, _u_s_cities(reference), reference.states.set_index("usps"), "state"),
        counterparts=_placed(
            counterparts,
            _cities(reference, "foreign", "country"),
            reference.countries.set_index("iso3"),
            "country",
        ),
        networks=networks[["slug", "name", "level", "aliases"]],
    )


def with_slugs(engagements: pl.DataFrame, registers: Registers) -> pl.DataFrame:
    """Return a new frame with columns actor, seat, counterpart_slug and network (Enum), "" where not applicable.

    seat: city and state of the actor by its register, as in 'Austin, TX'.

    Raise ValueError where a name is in no register, which happens when these are of another table.
    """
    us_side = _found(engagements, ["us_actor", "us_state"], _lookup(registers.actors, "state"))
    other_side = _found(
        engagements,
        ["counterpart", "counterpart_country"],
        _lookup(registers.counterparts, "country") | _lookup(registers.networks, None),
    )
    has_country, nothing = pl.col("counterpart_country") != "", pl.lit("", dtype=other_side.dtype)
    return engagements.with_columns(
        actor=us_side,
        seat=mapped(us_side, _seats(registers.actors).get),
        counterpart_slug=pl.when(has_country).then(other_side).otherwise(nothing),
        network=pl.when(has_country).then(nothing).otherwise(other_side),
    )


def _seats(actors: pd.DataFrame) -> Mapping[str, str]:
    seats = (actors["city"] + ", " + actors["state"]).where(actors["city"] != "", "")
    return dict(zip(actors["slug"], seats, strict=True))


def _mentions(engagements: pd.DataFrame | pl.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Every combination of name, place, level and city, with its rows."""
    texts = engagements if isinstance(engagements, pl.DataFrame) else pl.from_pandas(engagements[columns])
    counted = texts.group_by(columns, maintain_order=True).agg(rows=pl.len().cast(pl.Int64))
    return as_pandas(counted).set_axis(["name", "place", "level", "city", "rows"], axis=1)


def _things(mentions: pd.DataFrame, levels: Mapping[str, str], places: Mapping[str, str]) -> pd.DataFrame:
    """slug, name, place, level, city, core, aliases: one row per thing, settled from all its mentions."""
    ranked = mentions.assign(order=mentions["level"].map({level: n for n, level in enumerate(levels)}))
    pairs = _identified(_most_frequent(ranked, ["name", "place"], ["order"])[["name", "place", "level"]], places)
    spelled = mentions.drop(columns="level").merge(pairs, on=["name", "place"])
    things = _most_frequent(spelled, ["identity"], ["name"]).drop(columns="city")
    city = _most_frequent(spelled[spelled["city"] != ""], ["identity"], ["city"])[["identity", "city"]]
    things = things.merge(city, on="identity", how="left").fillna({"city": ""}).sort_values("identity")
    settled = things.assign(slug=_told_apart(things), aliases=_aliases(things, spelled))
    return settled.sort_values("slug", ignore_index=True)


def _most_frequent(mentions: pd.DataFrame, keys: list[str], values: list[str]) -> pd.DataFrame:
    """The row per ``keys`` whose ``values`` have most rows; ties go to the first in order of ``values``."""
    kept = mentions.assign(rows=mentions.groupby([*keys, *values])["rows"].transform("sum"))
    return kept.sort_values(["rows", *values], ascending=[False, *[True] * len(values)]).drop_duplicates(keys)


def _identified(pairs: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Add core, whole (a state itself), slug, and identity: one per thing, whatever its spelling."""
    called = zip(pairs["name"], pairs["level"], pairs["place"], strict=True)
    parts = [core(name, level, place, places.get(place, "")) for name, level, place in called]
    whole = pd.Series([part.whole for part in parts], index=pairs.index, dtype=bool)
    prefix = pd.Series([slugify(part.prefix) for part in parts], index=pairs.index, dtype="str").mask(whole, "")
    names = pd.Series([part.name for part in parts], index=pairs.index, dtype="str")
    ending = pairs["place"].map({place: f"-{slugify(place)}" if place else "" for place in set(pairs["place"])})
    base = names.map(slugify).mask(whole, "state") + ending
    kinds = prefix.where(prefix != "").groupby([base, pairs["level"]]).transform("nunique")
    kind = (prefix + "-").where((kinds > 1) & (prefix != ""), "")
    slug = kind + base
    crowded = pairs["level"].groupby(slug).transform("nunique") > 1
    return pairs.assign(
        core=names,
        whole=whole,
        slug=slug + ("-" + pairs["level"]).where(crowded, ""),
        identity=kind + base + " " + pairs["level"],
    )


def _told_apart(things: pd.DataFrame) -> pd.Series:
    """The slugs, with a few letters of a checksum where two different things would still share one."""
    shared = things["slug"].duplicated(keep=False)
    marks = things["identity"].map(lambda identity: "-" + hashlib.sha256(identity.encode()).hexdigest()[:8])
    return things["slug"] + marks.where(shared, "")


def _aliases(things: pd.DataFrame, spelled: pd.DataFrame) -> pd.Series:
    """Per thing the other spellings of the table, then those a reader may try and no other thing claims."""
    tried = [
        (identity, place, alias)
        for identity, place, name in zip(things["identity"], things["place"], things["core"], strict=True)
        for alias in other_spellings(name)
    ]
    claims = pd.concat(
        [
            spelled[["identity", "place", "name"]].sort_values("name").assign(read=True),
            pd.DataFrame(tried, columns=["identity", "place", "name"], dtype="str").assign(read=False),
        ]
    ).drop_duplicates(["identity", "name"])
    shared = claims.groupby([claims["place"], claims["name"].map(slugify)])["identity"].transform("nunique") > 1
    names = things.set_index("identity")["name"]
    others = claims[(claims["read"] | ~shared) & (claims["name"] != claims["identity"].map(names))]
    joined = others["name"].map(_in_a_list).groupby(others["identity"]).agg(ALIAS_SEPARATOR.join)
    found = [joined.get(identity, "") for identity in things["identity"]]
    return pd.Series(found, index=things.index, dtype="str")


def _in_a_list(name: str) -> str:
    return name.replace(ALIAS_SEPARATOR, "/")


def _cities(reference: Reference, side: str, place: str) -> pd.DataFrame:
    cities = reference.places[reference.places["side"] == side].rename(columns={place: "place"})
    return cities[["city", "place", "latitude", "longitude", "population"]]


def _u_s_cities(reference: Reference) -> pd.DataFrame:
    """The cities that the table names, and large ones that it may come to name."""
    large = reference.large_cities.rename(columns={"us_state": "place"})
    known = _cities(reference, "us", "us_state")
    return pd.concat([known, large[known.columns]]).drop_duplicates(["city", "place"])


def _placed(things: pd.DataFrame, cities: pd.DataFrame, places: pd.DataFrame, place: str) -> pd.DataFrame:
    """Add coordinates and population, the latter only where the thing governs that city or state."""
    placed = things.merge(cities, on=["city", "place"], how="left")
    called, city = placed["core"].map(slugify), placed["city"].map(slugify)
    governs = (called == city) | (called == placed["place"].map(places["name"]).map(slugify))
    residents = placed["population"].where(governs & (placed["level"] == "city")).astype("Int64")
    if "population_2020" in places:
        census = placed["place"].map(places["population_2020"]).astype("Int64")
        residents = residents.mask(placed["whole"], census)
    return placed.assign(population=residents).rename(columns={"place": place})[
        ["slug", "name", place, "level", "city", "latitude", "longitude", "population", "aliases"]
    ]


def _lookup(register: pd.DataFrame, place: str | None) -> dict[tuple[str, str], str]:
    """(name, place) → slug, for names and aliases."""
    places = register[place] if place else [""] * len(register)
    rows = list(zip(register["slug"], register["name"], register["aliases"], places, strict=True))
    by_alias = {(alias, at): slug for slug, _, aliases, at in rows for alias in aliases.split(ALIAS_SEPARATOR)}
    return by_alias | {(_in_a_list(name), at): slug for slug, name, _, at in rows}


def _found(engagements: pl.DataFrame, columns: list[str], slugs: Mapping[tuple[str, str], str]) -> pl.Series:
    """One slug per row, looked up once per distinct name and place."""
    distinct = engagements.select(columns).unique(maintain_order=True)
    names = [(_in_a_list(name), place) for name, place in distinct.iter_rows()]
    unknown = [name for name in names if name not in slugs]
    if unknown:
        name, place = unknown[0]
        raise ValueError(f"'{name}' ({place or 'no country'}) is in no register: build them from the table they serve")
    known = distinct.with_columns(as_enum(pl.Series("slug", [slugs[name] for name in names], dtype=pl.String)))
    return engagements.select(columns).join(known, on=columns, how="left", maintain_order="left")["slug"]
