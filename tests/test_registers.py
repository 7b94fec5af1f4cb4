"""The registers of actors, counterparts and networks: slugs, places, aliases; no two things share one slug.

Made-up names are tables of one line per case; the real table is checked as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.reference import Reference, load_reference
from dashboard.registers import Registers, build_registers, with_slugs
from dashboard.schema import COLUMN_NAMES, COUNTERPART_LEVELS, COUNTERPART_LEVELS_WITHOUT_COUNTRY, LEVELS
from dashboard.slugs import slugify
from dashboard.texts import as_pandas, from_pandas

DATA = Path(__file__).parents[1] / "data"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Side = tuple[str, str, str, str]
"""Name, place, level, city."""


def slugged(frame: pd.DataFrame, registers: Registers) -> pd.DataFrame:
    """The frame with its slugs."""
    return as_pandas(with_slugs(from_pandas(frame), registers))


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return pd.read_csv(DATA / "engagements.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def places() -> Reference:
    return load_reference(DATA)


@pytest.fixture(scope="module")
def registers(real: pd.DataFrame, places: Reference) -> Registers:
    return build_registers(real, places)


def table(actors: Iterable[Side] = (), counterparts: Iterable[Side] = ()) -> pd.DataFrame:
    """A table with a row per actor and a row per counterpart, the other side of each being the same."""
    austin, hamilton = ("City of Austin", "TX", "city", "Austin"), ("Hamilton", "CAN", "city", "Hamilton")
    rows = [(*actor, *hamilton) for actor in actors] + [(*austin, *other) for other in counterparts]
    columns = ["us_actor", "us_state", "us_level", "us_city"]
    columns += ["counterpart", "counterpart_country", "counterpart_level", "counterpart_city"]
    return pd.DataFrame(rows, columns=columns, dtype="str").reindex(columns=list(COLUMN_NAMES), fill_value="")


def slugs_by_name(register: pd.DataFrame) -> dict[str, str]:
    return dict(zip(register["name"], register["slug"], strict=True))


@pytest.mark.parametrize(
    ("name", "state", "level", "slug"),
    [
        ("City of Austin", "TX", "city", "austin-tx"),
        ("City and County of Denver", "CO", "city", "denver-co"),
        ("Township of Edison", "NJ", "city", "edison-nj"),
        ("Cheltenham Township", "PA", "city", "cheltenham-township-pa"),
        ("City of Oklahoma City", "OK", "city", "oklahoma-city-ok"),
        ("City of St. Louis", "MO", "city", "st-louis-mo"),
        ("City of Salisbury (MD)", "MD", "city", "salisbury-md"),
        ("City of Salisbury (Maryland)", "MD", "city", "salisbury-md"),
        ("Village of Hågat", "GU", "city", "hagat-gu"),
        ("Municipality of Mayagüez", "PR", "city", "mayaguez-pr"),
        ("District of Columbia", "DC", "city", "district-of-columbia-dc"),
        ("Government of the District of Columbia", "DC", "city", "district-of-columbia-dc"),
        ("Council of the District of Columbia", "DC", "city", "council-of-the-district-of-columbia-dc"),
        ("Miami-Dade County", "FL", "county", "miami-dade-county-fl"),
        ("Prince George’s County", "MD", "county", "prince-georges-county-md"),
        ("Kaua‘i County", "HI", "county", "kauai-county-hi"),
        ("County of Los Angeles", "CA", "county", "los-angeles-county-ca"),
        ("Borough of Brooklyn", "NY", "county", "brooklyn-ny"),
        ("State of Texas", "TX", "state", "state-tx"),
        ("Texas", "TX", "state", "state-tx"),
        ("State of Hawaiʻi", "HI", "state", "state-hi"),
        ("Commonwealth of Virginia", "VA", "state", "state-va"),
        ("Commonwealth of the Northern Mariana Islands", "MP", "state", "state-mp"),
        ("Territory of Guam", "GU", "state", "state-gu"),
        ("U.S. Virgin Islands", "VI", "state", "state-vi"),
        ("Utah State Legislature", "UT", "state", "utah-state-legislature-ut"),
        ("Office of the Governor of Texas", "TX", "state", "office-of-the-governor-of-texas-tx"),
        ("Port of Seattle", "WA", "agency", "port-of-seattle-wa"),
        ("City of Austin Economic Development", "TX", "agency", "city-of-austin-economic-development-tx"),
        ("City of ", "TX", "city", "city-of-tx"),
    ],
)
def test_an_actor_s_slug(places: Reference, name: str, state: str, level: str, slug: str) -> None:
    actors = build_registers(table(actors=[(name, state, level, "")]), places).actors
    assert slugs_by_name(actors) == {name: slug}


@pytest.mark.parametrize(
    ("name", "country", "level", "slug"),
    [
        ("Hamilton", "CAN", "city", "hamilton-can"),
        ("Łódź", "POL", "city", "lodz-pol"),
        ("Tromsø", "NOR", "city", "tromso-nor"),
        ("Reykjanesbær", "ISL", "city", "reykjanesbaer-isl"),
        ("Gießen", "DEU", "city", "giessen-deu"),
        ("Đà Nẵng", "VNM", "city", "da-nang-vnm"),
        ("Huế", "VNM", "city", "hue-vnm"),
        ("Adapazarı", "TUR", "city", "adapazari-tur"),
        ("İzmir", "TUR", "city", "izmir-tur"),
        ("Parañaque", "PHL", "city", "paranaque-phl"),
        ("Durango (Spain)", "ESP", "city", "durango-esp"),
        ("Hyderabad (Sindh)", "PAK", "city", "hyderabad-sindh-pak"),
        ("東京", "JPN", "city", "u6771u4eac-jpn"),
        ("State of Mexico", "MEX", "region", "state-of-mexico-mex"),
        ("Mexico", "MEX", "national", "mexico-mex"),
        ("Côte d'Ivoire", "CIV", "national", "cote-divoire-civ"),
        ("Kosovo", "XKX", "national", "kosovo-xkx"),
    ],
)
def test_a_counterpart_s_slug(places: Reference, name: str, country: str, level: str, slug: str) -> None:
    counterparts = build_registers(table(counterparts=[(name, country, level, "")]), places).counterparts
    assert slugs_by_name(counterparts) == {name: slug}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C40 Cities", "c40-cities"),
        ("Cities #WithRefugees", "cities-withrefugees"),
        ("U.S.–Mexico Border Mayors Association", "us-mexico-border-mayors-association"),
        ("Governors’ Climate and Forests Task Force", "governors-climate-and-forests-task-force"),
        ("Great Lakes St. Lawrence Governors & Premiers", "great-lakes-st-lawrence-governors-and-premiers"),
    ],
)
def test_a_network_s_slug_has_no_ending(places: Reference, name: str, slug: str) -> None:
    networks = build_registers(table(counterparts=[(name, "", "network", "")]), places).networks
    assert slugs_by_name(networks) == {name: slug}


def test_spellings_of_one_name_are_one_thing(places: Reference) -> None:
    seen = table(
        actors=[("City of Austin", "TX", "city", "Austin")] * 2 + [("Austin", "TX", "city", "")],
        counterparts=[
            ("San José", "CRI", "city", "San José"),
            ("San Jose", "CRI", "city", ""),
            ("San José", "CRI", "city", "San José"),
            ("San José (Costa Rica)", "CRI", "city", "San José"),
        ],
    )
    registers = build_registers(seen, places)
    assert registers.actors[["slug", "name", "aliases"]].to_numpy().tolist() == [
        ["austin-tx", "City of Austin", "Austin"]
    ]
    san_jose = registers.counterparts.set_index("slug").loc["san-jose-cri"]
    assert (san_jose["name"], san_jose["aliases"]) == ("San José", "San Jose|San José (Costa Rica)")
    found = slugged(seen, registers)
    assert found["counterpart_slug"].tolist() == ["hamilton-can"] * 3 + ["san-jose-cri"] * 4
    assert set(found["actor"]) == {"austin-tx"}


def test_a_clash_of_levels_adds_the_level(places: Reference) -> None:
    seen = table(counterparts=[("Luxembourg", "LUX", "national", ""), ("Luxembourg City", "LUX", "city", "")])
    assert "luxembourg-lux" in set(build_registers(seen, places).counterparts["slug"])
    seen = table(counterparts=[("Québec", "CAN", "region", ""), ("Quebec", "CAN", "city", "Quebec")])
    counterparts = build_registers(seen, places).counterparts
    assert slugs_by_name(counterparts) == {"Québec": "quebec-can-region", "Quebec": "quebec-can-city"}


def test_a_town_and_a_village_of_one_name_keep_what_tells_them_apart(places: Reference) -> None:
    names = ["Town of Hempstead", "Village of Hempstead", "Hempstead"]
    actors = build_registers(table(actors=[(name, "NY", "city", "Hempstead") for name in names]), places).actors
    assert slugs_by_name(actors) == {
        "Town of Hempstead": "town-of-hempstead-ny",
        "Village of Hempstead": "village-of-hempstead-ny",
        "Hempstead": "hempstead-ny",
    }
    assert set(actors["aliases"]) == {""}, "the bare name means none of the two for sure"


def test_what_would_still_clash_is_told_apart(places: Reference) -> None:
    names = [("Town of Dover", "city"), ("Village of Dover", "city"), ("Town of Dover Agency", "agency")]
    crowd = [(name, "NY", level, "") for name, level in names] + [("town-of-dover", "NY", "agency", "")]
    actors = build_registers(table(actors=crowd), places).actors
    assert len(actors) == 4
    assert actors["slug"].is_unique


def test_the_most_frequent_level_and_city_count(places: Reference) -> None:
    hue = [("Huế", "VNM", "region", ""), ("Huế", "VNM", "city", "Huế"), ("Huế", "VNM", "city", "Hue")]
    counterparts = build_registers(table(counterparts=hue), places).counterparts.set_index("slug")
    assert counterparts.loc["hue-vnm", ["level", "city"]].tolist() == ["city", "Hue"]
    tie = build_registers(table(counterparts=hue[:2]), places).counterparts.set_index("slug")
    assert tie.loc["hue-vnm", "level"] == "region", "ties go to the first level of the vocabulary"


def test_places_and_residents(registers: Registers) -> None:
    actors = registers.actors.set_index("slug")
    assert actors.loc["austin-tx", ["latitude", "longitude"]].tolist() == pytest.approx([30.27, -97.74], abs=0.05)
    assert actors.loc["state-tx", "population"] == 29_145_505
    assert pd.isna(actors.loc["state-tx", "latitude"])
    assert pd.isna(actors.loc["port-of-seattle-wa", "population"])
    assert not pd.isna(actors.loc["port-of-seattle-wa", "latitude"])
    assert not pd.isna(actors.loc["district-of-columbia-dc", "population"])
    hackney = registers.counterparts.set_index("slug").loc["london-borough-of-hackney-gbr"]
    assert pd.isna(hackney["population"])
    assert not pd.isna(hackney["latitude"])


def test_aliases(registers: Registers) -> None:
    aliases = registers.actors.set_index("slug")["aliases"].str.split("|").to_dict()
    assert aliases["st-louis-mo"] == ["St. Louis", "Saint Louis"]
    assert aliases["state-va"] == ["Virginia"]
    assert aliases["miami-dade-county-fl"] == ["County of Miami-Dade"]
    assert aliases["new-york-ny"] == [""], "New York alone means the state as well as the city"
    networks = registers.networks.set_index("slug")["aliases"]
    assert "UCCI" in networks["union-of-ibero-american-capital-cities-ucci"].split("|")


def test_the_real_table_has_no_clash(real: pd.DataFrame, registers: Registers) -> None:
    for register in (registers.actors, registers.counterparts, registers.networks):
        shared = register["slug"][register["slug"].duplicated(keep=False)]
        assert shared.empty, f"{sorted(set(shared))} each mean several things: tell their names apart in the table"
        assert register["slug"].map(SLUG.fullmatch).all()
        marked = register["slug"][register["slug"].str.contains(r"-[0-9a-f]{8}$")]
        assert marked.empty, f"{list(marked)} needed a checksum to be told apart: give them clearer names"
    assert len(registers.actors) == len(real[["us_actor", "us_state"]].drop_duplicates())


@pytest.mark.parametrize(
    ("register", "slugs"),
    [
        ("actors", ["austin-tx", "state-tx", "state-gu", "state-vi", "state-mp", "district-of-columbia-dc"]),
        ("actors", ["salisbury-md", "salisbury-nc", "columbia-mo", "columbia-sc"]),
        ("actors", ["portland-me", "portland-or", "springfield-il", "springfield-ma", "springfield-mo"]),
        ("counterparts", ["hamilton-can", "taiwan-twn", "kosovo-xkx", "san-jose-cri"]),
        ("networks", ["c40-cities", "mayors-for-peace", "united-nations"]),
    ],
)
def test_promised_addresses_exist(registers: Registers, register: str, slugs: list[str]) -> None:
    missing = set(slugs) - set(getattr(registers, register)["slug"])
    assert not missing


def test_every_state_in_the_table_has_its_government(registers: Registers) -> None:
    actors = registers.actors
    states = set(actors["state"]) - {"DC"}
    assert {f"state-{state.lower()}" for state in states} <= set(actors["slug"])


def test_every_row_finds_its_slugs(real: pd.DataFrame, registers: Registers) -> None:
    before = real.copy()
    found = slugged(real, registers)
    pd.testing.assert_frame_equal(real, before)
    pd.testing.assert_frame_equal(found[list(COLUMN_NAMES)], real)
    assert set(found["actor"]) == set(registers.actors["slug"])
    assert set(found["counterpart_slug"]) - {""} == set(registers.counterparts["slug"])
    assert set(found["network"]) - {""} == set(registers.networks["slug"])
    assert ((found["counterpart_slug"] == "") != (found["network"] == "")).all()
    assert ((found["network"] != "") == (real["counterpart_country"] == "")).all()


def test_a_name_of_another_table_is_refused(real: pd.DataFrame, registers: Registers) -> None:
    with pytest.raises(ValueError, match=r"'City of Nowhere' \(TX\) is in no register"):
        slugged(table(actors=[("City of Nowhere", "TX", "city", "")]), registers)


def test_an_empty_table_has_empty_registers(real: pd.DataFrame, places: Reference) -> None:
    registers = build_registers(real.head(0), places)
    assert [len(part) for part in (registers.actors, registers.counterparts, registers.networks)] == [0, 0, 0]
    assert list(slugged(real.head(0), registers)) == [
        *COLUMN_NAMES,
        "actor",
        "seat",
        "counterpart_slug",
        "network",
    ]


def test_row_order_plays_no_part(real: pd.DataFrame, places: Reference, registers: Registers) -> None:
    shuffled = build_registers(real.sample(frac=1, random_state=7), places)
    for part in ("actors", "counterparts", "networks"):
        pd.testing.assert_frame_equal(getattr(shuffled, part), getattr(registers, part))


NAMES = st.one_of(
    st.text(min_size=1, max_size=6),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "City of ", "Town of ", "Village of ", "County of ", "State of "]),
        st.sampled_from(["Łódź", "Lodz", "Dover", "dover", "Texas", "town-of-dover", "state", "a|b", "a/b"]),
        st.sampled_from(["", " (TX)", " (Texas)", " County", " city"]),
    ),
)
ACTORS = st.tuples(NAMES, st.sampled_from(["TX", "NY"]), st.sampled_from(list(LEVELS)), st.just(""))
ABROAD = sorted(set(COUNTERPART_LEVELS) - COUNTERPART_LEVELS_WITHOUT_COUNTRY)
OTHERS = st.one_of(
    st.tuples(NAMES, st.sampled_from(["CAN", "POL"]), st.sampled_from(ABROAD), st.just("")),
    st.tuples(NAMES, st.just(""), st.sampled_from(["network", "multilateral"]), st.just("")),
)


@settings(deadline=None, max_examples=40)
@given(actors=st.lists(ACTORS, max_size=8), counterparts=st.lists(OTHERS, max_size=8), seed=st.integers(0, 99))
def test_slugs_of_any_names(places: Reference, actors: list[Side], counterparts: list[Side], seed: int) -> None:
    seen = table(actors, counterparts)
    registers = build_registers(seen, places)
    again = build_registers(seen.sample(frac=1, random_state=seed), places)
    for part in ("actors", "counterparts", "networks"):
        register = getattr(registers, part)
        assert register["slug"].is_unique
        assert register["slug"].map(SLUG.fullmatch).all()
        pd.testing.assert_frame_equal(register, getattr(again, part))
    found = slugged(seen, registers)
    assert found["actor"].isin(registers.actors["slug"]).all()
    assert (found["counterpart_slug"] + found["network"]).ne("").all()


@given(st.text(min_size=1))
def test_slugify_gives_ascii_and_keeps_what_it_made(text: str) -> None:
    slug = slugify(text)
    assert SLUG.fullmatch(slug)
    assert slugify(slug) == slug
